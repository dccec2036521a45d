using AcMail.Cli;
using MimeKit;

// MimeKit probes dozens of charsets once, which takes as long as reading the arguments.
_ = Task.Run(() => ParserOptions.Default);
return await App.RunAsync(args);

using AcMail.Cli;
using MailKit.Security;

// MailKit loads OpenSSL for its SASL mechanisms, which takes as long as reading the arguments and the settings.
_ = Task.Run(() => SaslMechanism.IsSupported("PLAIN"));
return await App.RunAsync(args);

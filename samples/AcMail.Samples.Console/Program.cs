using System.Text;
using AcMail.Cli;
using MailKit.Security;

// MailKit loads OpenSSL for its SASL mechanisms, which takes as long as reading the arguments and the settings.
_ = Task.Run(() => SaslMechanism.IsSupported("PLAIN"));
// JSON is UTF-8 everywhere; text would be in the code page of the console, which has no € or œ.
if (OperatingSystem.IsWindows()) Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await App.RunAsync(args);

namespace AcMail;

/// <summary>What happened and what to do, with places: {0} server, {1} login, {2} detail, {3} protocol.</summary>
readonly record struct FailureText(MailText Message, MailText Remedy);

namespace AcMail;

/// <summary>The connection broke over something that the server cannot do. <see cref="PopManners"/> know it now, so that another one may go through.</summary>
sealed class SpoiltSessionException(Exception cause) : MailException(MailErrorClassifier.Classify(cause), cause);

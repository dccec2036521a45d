namespace AcMail;

/// <summary>The connection broke over something that the server cannot do. <see cref="PopManners"/> know it now, so that another one may go through.</summary>
sealed class SpoiltSessionException(MailFailure failure, Exception cause) : MailException(failure, cause);

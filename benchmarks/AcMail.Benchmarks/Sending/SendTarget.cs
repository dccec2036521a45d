namespace AcMail.Benchmarks.Sending;

/// <summary>Where the messages go, unencrypted: only encryption would be compared otherwise.</summary>
sealed record SendTarget(string Host, int Port, string UserName, string Password, string Recipient, string Directory)
{
    public string Sender => "david.martin@ac-lyon.fr";
}

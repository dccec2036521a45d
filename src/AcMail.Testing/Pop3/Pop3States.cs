namespace AcMail.Testing;

/// <summary>The states of a POP3 session (RFC 1939 §3). UPDATE lasts no longer than QUIT.</summary>
[Flags]
enum Pop3States
{
    Authorization = 1,
    Transaction = 2,
    Any = Authorization | Transaction,
}

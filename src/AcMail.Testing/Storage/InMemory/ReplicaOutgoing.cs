using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>A message in the outbox.</summary>
sealed record ReplicaOutgoing(OutboxEntry Entry, ContentKey Content, InMemoryMailStore Holder);

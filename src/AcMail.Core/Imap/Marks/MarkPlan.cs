using AcMail.Storage;

namespace AcMail;

/// <summary>One STORE: the same flags set or cleared on many messages.</summary>
/// <param name="Uids">The messages.</param>
/// <param name="Adds">Whether the flags are set; cleared otherwise.</param>
/// <param name="Flags">The flags.</param>
sealed record FlagStore(UidSet Uids, bool Adds, MailFlags Flags);

/// <summary>How the flags that were changed here come to the server.</summary>
/// <param name="Stores">What is sent; the order does not matter.</param>
/// <param name="Refused">What the mailbox is known not to keep, so that it is not sent; <see cref="FlagStore.Adds"/> says nothing there.</param>
sealed record MarkPlan(IReadOnlyList<FlagStore> Stores, IReadOnlyList<FlagStore> Refused);

namespace AcMail.Core.Tests.Resilience;

public sealed class CountedTests
{
    public static TheoryData<string, string, MailFailure> OfOne => new()
    {
        { "so that 1 moved", "1 message déplacé ou supprimé ici ne pouvait plus", TransferFailures.Renumbered("A", 1) },
        { "1 message that was moved", "1 message déplacé ici hors de « A » y avait déjà été déplacé ou supprimé", TransferFailures.Overtaken("A", 1) },
        { "put it.", "Cherchez-le", TransferFailures.Overtaken("A", 1) },
        { "where it is or goes to,", "où il est ou va,", TransferFailures.NotMirrored("A", 1) },
        { "1 message is gone from the server at once; it is", "1 message a disparu d'un coup du serveur ; il est retenu", ImapFailures.RemovalsHeld("A", 1) },
        { "Let it go", "Laissez-le partir", ImapFailures.RemovalsHeld("A", 1) },
        { "1 message but lists 0", "1 message mais en liste 0", ImapFailures.ShortList("A", 0, 1) },
        { "1 message seemed", "1 message semblait", ImapFailures.MassRemoval("A", 1) },
        { "1 message only the header is held: 7. The server did not give out 1, which it", "Il est peut-être celui que", MigrationFailures.Incomplete([7], 1) },
        { "does not have it any more", "1 message, seul l'en-tête est conservé, et le serveur ne l'a plus", MigrationFailures.Incomplete([7], 0) },
    };

    public static TheoryData<string, string, MailFailure> OfMore => new()
    {
        { "so that 2 moved", "2 messages déplacés ou supprimés ici ne pouvaient plus", TransferFailures.Renumbered("A", 2) },
        { "2 messages that were moved", "2 messages déplacés ici hors de « A » y avaient déjà été déplacés", TransferFailures.Overtaken("A", 2) },
        { "where they are or go to,", "où ils sont ou vont,", TransferFailures.NotMirrored("A", 2) },
        { "2 messages are gone from the server at once; they are", "2 messages ont disparu d'un coup du serveur ; ils sont", ImapFailures.RemovalsHeld("A", 2) },
        { "2 messages seemed", "2 messages semblaient", ImapFailures.MassRemoval("A", 2) },
        { "2 messages only the header is held: 7, 8.", "Ils sont peut-être des 3 que", MigrationFailures.Incomplete([7, 8], 3) },
        { "does not have them any more", "2 messages, seul l'en-tête est conservé, et le serveur ne les a plus", MigrationFailures.Incomplete([7, 8], 0) },
    };

    [Theory]
    [MemberData(nameof(OfOne), DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(OfMore), DisableDiscoveryEnumeration = true)]
    public void One_is_said_as_one_and_more_as_more(string english, string french, MailFailure failure)
    {
        $"{failure.Message.English} {failure.Remedy.English}".ShouldContain(english);
        $"{failure.Message.French} {failure.Remedy.French}".ShouldContain(french);
    }
}

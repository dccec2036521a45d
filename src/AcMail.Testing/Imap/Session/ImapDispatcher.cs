namespace AcMail.Testing;

/// <summary>Finds the command that was received, and runs it if it may be given now.</summary>
static class ImapDispatcher
{
    public static async ValueTask<ImapResult> RunAsync(ImapSession session, ReceivedCommand received, CancellationToken cancellationToken)
    {
        try
        {
            if (await ImapScript.AnswerAsync(session, received, cancellationToken).ConfigureAwait(false) is { } scripted) return scripted;
            if (session.State != ImapStates.NotAuthenticated && session.Has("X-GM-EXT-1")) GmailModel.Settle(session.User);
            var arguments = new ImapArguments(received.Octets, session.UsesUtf8, name => NameMisconduct.Meant(session, name));
            var name = arguments.Keyword();
            var uid = name.Equals("UID", StringComparison.OrdinalIgnoreCase);
            if (uid)
            {
                arguments.Space();
                name = arguments.Keyword();
            }

            var command = ImapCommands.Find(name);
            if (command is null || (uid && !command.HasUidForm) || (command.Extension is { } extension && !session.Has(extension)))
                return ImapResult.Bad($"Unknown command {(uid ? "UID " : "")}{name}.");
            if ((command.States & session.State) == 0) return ImapResult.Bad($"{command.Name} is not allowed now.");

            var result = await command.RunAsync(session, arguments, new(received.Tag, uid), cancellationToken).ConfigureAwait(false);
            var withExpunges = (uid || command.MayReportExpunges) && (command.Expunges || !SelectionMisconduct.HidesExpunges(session));
            session.ReportChanges(withExpunges, withUid: uid);
            return result;
        }
        catch (ImapSyntaxException e)
        {
            return ImapResult.Bad(e.Message);
        }
        catch (Exception e) when (e is not (IOException or OperationCanceledException or ObjectDisposedException) && !session.Connection.IsCut)
        {
            // A fault of this server is shown to whoever writes the test.
            session.Server.Add(e);
            return ImapResult.No($"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}", "SERVERBUG");
        }
    }
}

using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Cli.Evidence;

/// <summary><c>cavra evidence erase</c>: asks that an entry's text be erased, or confirms what another person asked.</summary>
internal static class EraseEvidence
{
    // What an erasure that awaits its confirmation says of itself.
    private const string Asked = "asked";

    public static Command Create(Terminal terminal)
    {
        var entry = new Argument<string?>("evidence")
        {
            Description = "The id of the entry whose text is to be erased.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var reason = new Option<string?>("--reason")
        {
            Description = "Why; needed to ask. It is shown and kept as evidence after redaction: what is to be erased must not be in it.",
            HelpName = "text",
        };
        var confirm = new Option<string?>("--confirm")
        {
            Description = "Confirm this erasure, which another person asked for, instead of asking for one.",
            HelpName = "erasure",
        };
        var yes = new Option<bool>("--yes") { Description = "Confirm without being asked." };
        var command = ServerVerb.Create(
            "erase",
            "Ask that the text of an evidence entry be erased from the log, or confirm it. Whoever asks can't confirm; both acts are evidence. "
            + "Copies in rows of plans, in backups and at receivers stay.",
            terminal, [entry, reason, confirm, yes],
            (parsed, server, cancellationToken) => parsed.GetValue(confirm) is { } erasure
                ? ConfirmAsync(server, erasure, parsed.GetValue(yes), cancellationToken)
                : AskAsync(server, parsed.GetValue(entry)!, parsed.GetValue(reason)!, cancellationToken));
        command.Validators.Add(result =>
        {
            var (asks, confirms) = (result.GetValue(entry) is not null || result.GetValue(reason) is not null, result.GetValue(confirm) is not null);
            if (asks == confirms || (asks && (result.GetValue(entry) is null || result.GetValue(reason) is null)))
            {
                result.AddError("Give an entry's id and --reason to ask, or --confirm to confirm what another person asked.");
            }
            else if (asks && result.GetValue(yes))
            {
                result.AddError("--yes goes with --confirm: asking alone erases nothing.");
            }
        });
        return command;
    }

    private static Task<int> AskAsync(ServerSession server, string entry, string reason, CancellationToken cancellationToken) =>
        server.PostAsync<Answer>(
            WirePaths.Erasures, Reply.Body(("evidence_id", entry), ("reason", reason)),
            answer => server.Terminal.Say(
                $"Asked. Nothing is erased yet: another person confirms it until {answer.Erasure.ExpiresAt:u}, with "
                + $"cavra evidence erase --confirm {answer.Erasure.ErasureId}"),
            cancellationToken);

    private static async Task<int> ConfirmAsync(ServerSession server, string id, bool yes, CancellationToken cancellationToken)
    {
        var (list, ending) = await server.ReadAllAsync(WirePaths.Erasures, [], cancellationToken);
        if (list is null)
        {
            return ending;
        }

        var items = list["items"]?.AsArray() ?? [];
        if (items.Select(item => new Reply(200, item, Failure: null).Read<Erasure>()).FirstOrDefault(item => item?.ErasureId == id) is not { } erasure)
        {
            return RefusalText.Print(server.Terminal, EvidenceErasureRefusals.NotFound);
        }

        // One that can't be confirmed any more the server refuses, whatever is answered here.
        if (erasure.State == Asked)
        {
            Describe(server, erasure);
            if (!yes && !await server.Terminal.IsMeantAsync("Erase it?", cancellationToken))
            {
                return ExitCode.Usage;
            }
        }

        return await server.PostAsync<Answer>(
            WirePaths.ErasureConfirmations(id), Reply.Body(),
            answer => server.Terminal.Say(
                $"Confirmed. The text of {answer.Erasure.ErasedEvidenceId} will be removed from the log. "
                + "Copies in rows of plans, in backups and at receivers stay."),
            cancellationToken);
    }

    private static void Describe(ServerSession server, Erasure erasure)
    {
        Action<string> say = server.AsJson ? server.Terminal.Remark : server.Terminal.Say;
        say($"{erasure.ErasedEvidenceId}, number {erasure.EntryIndex} of the log: \"{erasure.EntryAction}\", {erasure.EntryKind ?? "of no kind"}.");
        say($"{erasure.AskedBy} asked at {erasure.AskedAt:u} that its text be erased: {erasure.Reason}");
        say("Erasing can't be undone.");
    }

    private sealed record Answer(Erasure Erasure);

    private sealed record Erasure(
        string ErasureId, string State, string ErasedEvidenceId, long EntryIndex, string EntryAction, string Reason, string AskedBy,
        DateTimeOffset AskedAt, DateTimeOffset ExpiresAt, string? EntryKind = null);
}

using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Approvals;

/// <summary><c>cavra approve</c> and <c>cavra deny</c>: a person's decision about live retries that await one.</summary>
internal static class DecideApprovals
{
    public static Command Approve(Terminal terminal) => Create(
        "approve", "Approve live retries of a connector, each once (role: approver). Without --plan: all that await approval.", terminal, [],
        _ => "approved");

    public static Command Deny(Terminal terminal)
    {
        var defer = new Option<bool>("--defer") { Description = "Not now: it has to be asked for again." };
        return Create(
            "deny",
            "Deny or defer live retries of a connector (role: approver). Without --plan: all that await approval; with it also what is approved already.",
            terminal, [defer],
            parsed => parsed.GetValue(defer) ? "deferred" : "denied");
    }

    private static Command Create(
        string name, string description, Terminal terminal, IEnumerable<Option> own, Func<ParseResult, string> stateOf)
    {
        var provider = new Argument<string>("provider") { Description = "The connector whose retries are meant." };
        var plan = new Option<string?>("--plan")
        {
            Description = "The approval plan: every retry of the connector that it asks about, all or none.",
        };
        var delivery = new Option<string?>("--delivery") { Description = "One delivery only." };
        var destination = new Option<string?>("--destination") { Description = "One destination only." };
        var reference = new Option<string?>("--ref") { Description = "A ticket or change number." };
        var notes = new Option<string?>("--notes") { Description = "Why; kept as evidence after redaction." };
        return ServerVerb.Create(
            name, description, terminal, [provider, plan, delivery, destination, .. own, reference, notes],
            async (parsed, server, cancellationToken) =>
            {
                var meant = new Meant(
                    parsed.GetRequiredValue(provider), parsed.GetValue(delivery), parsed.GetValue(destination), parsed.GetValue(plan));
                var asked = meant.Plan is null ? await FindAsync(server, meant, cancellationToken) : new Found([meant]);
                var ending = asked.Ending;
                foreach (var one in asked.Each)
                {
                    var body = Reply.Body(
                        ("provider", one.Provider), ("approval_state", stateOf(parsed)), ("delivery_id", one.Delivery),
                        ("destination_id", one.Destination), ("external_ref", parsed.GetValue(reference)), ("notes", parsed.GetValue(notes)));
                    ending = Math.Max(ending, await server.PostAsync<Answer>(
                        WirePaths.ApprovalDecisions(one.Plan!), body, answer => Show(terminal, answer), cancellationToken));
                    if (server.Status is 0 or 401 or 403)
                    {
                        // Nothing about this one: the next would end alike.
                        break;
                    }
                }

                return ending;
            });
    }

    // One by one, since a plan may also ask about retries that have been sent or decided since.
    private static async Task<Found> FindAsync(ServerSession server, Meant meant, CancellationToken cancellationToken)
    {
        var filters =
            from filter in new[] { ("provider", meant.Provider), ("delivery_id", meant.Delivery), ("destination_id", meant.Destination) }
            where filter.Item2 is not null
            select $"&{filter.Item1}={Uri.EscapeDataString(filter.Item2)}";
        var (page, ending) = await server.LookUpAsync<ListPage<Asked>>(
            $"{WirePaths.Approvals}?state=requested&limit=200{string.Concat(filters)}", cancellationToken);
        if (page is null)
        {
            return new Found([]) { Ending = ending };
        }

        if (page.Items.Count == 0)
        {
            server.Terminal.Fail($"No retry of {meant.Provider} that is meant awaits approval. cavra approvals plan asks for approvals; cavra approvals lists them.");
            return new Found([]) { Ending = ExitCode.Refused };
        }

        if (page.Items.Count < page.Total)
        {
            server.Terminal.Remark($"{page.Items.Count} of {page.Total} are decided now; say it again for the others.");
        }

        return new Found([.. page.Items.Reverse().Select(one => meant with { Plan = one.ApprovalPlanId, Destination = one.DestinationId })]);
    }

    private static void Show(Terminal terminal, Answer answer)
    {
        var decision = answer.Decision;
        terminal.Say($"{decision.ApprovalState} for {decision.Connector} by {answer.Actor.Actor}, {decision.DestinationCount} "
            + $"{(decision.DestinationCount == 1 ? "destination" : "destinations")}: {decision.ApprovalDecisionId}.");
        terminal.Table(
            ["destination", "approval", "given", "expires"],
            decision.Approvals.Select(approval => (object?[])
            [
                approval.DestinationId, approval.State, $"{approval.ApprovalsGiven} of {approval.ApprovalsRequired}", approval.ExpiresAt,
            ]),
            "It is about none.");
    }

    private sealed record Meant(string Provider, string? Delivery, string? Destination, string? Plan);

    private sealed record Found(IReadOnlyList<Meant> Each)
    {
        public int Ending { get; init; } = ExitCode.Fine;
    }

    private sealed record Asked(string ApprovalPlanId, string DestinationId);

    private sealed record Answer(Decision Decision, Person Actor);

    private sealed record Decision(
        string ApprovalDecisionId, string ApprovalState, string Connector, int DestinationCount, IReadOnlyList<Standing> Approvals);

    private sealed record Standing(
        string DestinationId, string State, int ApprovalsRequired, int ApprovalsGiven, DateTimeOffset? ExpiresAt = null);

    private sealed record Person(string Actor);
}

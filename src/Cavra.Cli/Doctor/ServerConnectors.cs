using Cavra.Cli.Connectors;
using Cavra.Cli.Serving;

namespace Cavra.Cli.Doctor;

/// <summary>Asks a server for the connectors that it has.</summary>
internal sealed class ServerConnectors(ServerAddress server)
{
    private const string Check = "connectors";

    // There are no more in a file than a page has.
    private const string All = WirePaths.Connectors + "?limit=200";

    public async Task<IReadOnlyList<DoctorFinding>> AskAsync(CancellationToken cancellationToken)
    {
        foreach (var key in server.Keys)
        {
            using var client = new ServerClient(server.Address, key);
            var reply = await client.GetAsync(All, cancellationToken);
            if (reply.IsDocument && reply.Read<Answer>() is { } answer)
            {
                return Say(answer);
            }
        }

        return
        [
            DoctorFinding.Warn(Check, server.Keys.Count == 0
                ? $"The server was not asked for its connectors, for want of a key: set {ServerKey.Variable} to one that may read records."
                : $"The server did not tell its connectors for the key that is here: set {ServerKey.Variable} to one that may read records."),
        ];
    }

    private static IReadOnlyList<DoctorFinding> Say(Answer answer) => answer is { Items.Count: 0, Problems.Count: 0 }
        ? [DoctorFinding.Warn(Check, "The server has none: set CAVRA_CONNECTOR_CONFIG where it is started.")]
        :
        [
            .. answer.Problems.Except(answer.Items.Select(connector => connector.Problem)).Select(problem => DoctorFinding.Fail("connector file", $"The server says: {problem}")),
            .. answer.Items.Select(Of),
        ];

    private static DoctorFinding Of(ConnectorView connector) => ($"connector {connector.Name}", connector) switch
    {
        (var name, { GoneSince: null, Enabled: true, Pause: null, Problem: null, Breaker: null or { State: not "open" } }) =>
            DoctorFinding.Pass(name, $"The server has it, and it is {connector.Standing}."),
        (var name, { GoneSince: null, Pause: null, Problem: { } problem }) => DoctorFinding.Fail(name, $"The server says: {problem}"),
        (var name, { Breaker: { State: "open", ConsecutiveFailures: var failures }, Pause: null, GoneSince: null }) =>
            DoctorFinding.Warn(name, $"The server has it, and it is blocked: it failed {failures} times in a row."),
        (var name, { Pause: { } pause, GoneSince: null }) => DoctorFinding.Warn(name, $"The server has it, and {pause.PausedBy} has paused it: {pause.Reason}"),
        var (name, _) => DoctorFinding.Warn(name, $"The server has it, and it is {connector.Standing}."),
    };

    private sealed record Answer(IReadOnlyList<ConnectorView> Items, IReadOnlyList<string> Problems);
}

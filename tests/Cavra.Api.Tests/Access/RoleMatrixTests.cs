using System.Net;
using Cavra.Testing;

namespace Cavra.Api.Tests.Access;

public sealed class RoleMatrixTests
{
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _app = await CavraApp.StartAsync(settings: Unlimited);

    [OneTimeTearDown]
    public async Task StopCavra() => await _app.DisposeAsync();

    /// <summary>Rates that the whole matrix never meets.</summary>
    internal static IReadOnlyDictionary<string, string?> Unlimited { get; } = new Dictionary<string, string?>
    {
        ["CAVRA_RATE_ADDRESS_BURST"] = "1000000",
        ["CAVRA_RATE_READS_BURST"] = "1000000",
        ["CAVRA_RATE_WRITES_BURST"] = "1000000",
    };

    [Test]
    public void Whatever_is_mapped_is_in_the_table_or_open_to_anybody() => Assert.That(
        _app.Endpoints().Select(endpoint => endpoint.Name()).Distinct(),
        Is.EquivalentTo(RoleTable.Rows.Select(row => row.Endpoint).Distinct().Concat(RoleTable.Anonymous).Concat(RoleTable.Pages)
            .Append(RoleTable.SignIn)));

    [Test]
    public async Task Without_a_credential_only_what_is_open_to_anybody_answers()
    {
        using var nobody = _app.Client(key: null);
        using var neighbour = _app.Client(key: null);
        nobody.DefaultRequestHeaders.Add(RoleTable.Elsewhere.Name, RoleTable.Elsewhere.Value);
        var before = await _app.Database.EvidenceLinesAsync();
        foreach (var row in RoleTable.Rows)
        {
            var isOpen = RoleTable.OnThisMachine.Contains(row.Endpoint);
            Assert.That((await neighbour.CallAsync(_app, row)).Status, isOpen ? IsLetThrough : Is.EqualTo(HttpStatusCode.Unauthorized), $"{row}");
            Assert.That((await nobody.CallAsync(_app, row)).Status, Is.EqualTo(HttpStatusCode.Unauthorized), $"{row}");
        }

        foreach (var open in RoleTable.Anonymous)
        {
            Assert.That((await nobody.CallAsync(_app, new RoleRow(open, []))).Status, Is.EqualTo(HttpStatusCode.OK), open);
        }

        Assert.That(await _app.Database.EvidenceLinesAsync(), Is.EqualTo(before));
    }

    [TestCaseSource(typeof(RoleTable), nameof(RoleTable.Roles))]
    public async Task A_role_reads_what_the_table_says_and_no_read_is_evidence(string role)
    {
        using var client = await _app.ClientWithAsync(role);
        var before = await _app.Database.EvidenceOfAsync(role);
        foreach (var row in RoleTable.Rows.Where(row => !row.IsCommand))
        {
            var answer = await client.CallAsync(_app, row);

            Assert.That(answer.Status, row.Roles.Contains(role) ? IsLetThrough : Is.EqualTo(HttpStatusCode.Forbidden), $"{role}: {row}");
        }

        Assert.That(await _app.Database.EvidenceOfAsync(role), Is.EqualTo(before));
    }

    [TestCaseSource(typeof(RoleTable), nameof(RoleTable.Roles))]
    public async Task A_role_commands_what_the_table_says_and_each_forbidden_try_is_evidence(string role)
    {
        using var client = await _app.ClientWithAsync(role);
        foreach (var row in RoleTable.Rows.Where(row => row.IsCommand))
        {
            var answer = await client.CallAsync(_app, row);

            Assert.That(answer.Status, row.Roles.Contains(role) ? IsLetThrough : Is.EqualTo(HttpStatusCode.Forbidden), $"{role}: {row}");
        }

        var refused = (await _app.Database.EvidenceOfAsync(role)).Where(line => line.EndsWith(": refused:access.forbidden", StringComparison.Ordinal));
        var forbidden = RoleTable.Rows.Count(row => row.IsCommand && !row.Roles.Contains(role));
        Assert.That(refused.ToList(), Is.Unique.And.Count.EqualTo(forbidden));
    }

    // What is asked for may be wrong or not there: the caller was let through to hear so.
    private static NUnit.Framework.Constraints.IResolveConstraint IsLetThrough => Is.AnyOf(
        HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.NotFound, HttpStatusCode.Conflict,
        HttpStatusCode.UnprocessableEntity, HttpStatusCode.PreconditionRequired);
}

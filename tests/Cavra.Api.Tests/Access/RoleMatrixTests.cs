using System.Net;
using Cavra.Testing;
using Cavra.Testing.Identity;

namespace Cavra.Api.Tests.Access;

public sealed class RoleMatrixTests
{
    private TestIssuer _issuer = null!;
    private IdentityFileOf _identity = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        var clock = new WatchedClock(CavraApp.Start);
        _issuer = await TestIssuer.StartAsync(clock);
        _identity = new IdentityFileOf(Credentials.IdentityOf(_issuer));
        _app = await CavraApp.StartAsync(settings: Unlimited.Concat(_identity.Settings).ToDictionary(), clock: clock);
    }

    [OneTimeTearDown]
    public async Task StopCavra()
    {
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
        _identity.Dispose();
    }

    /// <summary>Every role with every kind of credential.</summary>
    private static IEnumerable<TestCaseData> Holders =>
        from kind in Credentials.Kinds
        from role in RoleTable.Roles
        select new TestCaseData(kind, role);

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

    [TestCaseSource(nameof(Holders))]
    public async Task A_role_reads_what_the_table_says_and_no_read_is_evidence(string kind, string role)
    {
        var name = $"{kind}-reads-{role}";
        using var client = await _app.ClientAsync(_issuer, kind, name, role);
        var before = await _app.Database.EvidenceOfAsync(name);
        foreach (var row in RoleTable.Rows.Where(row => !row.IsCommand))
        {
            var answer = await client.CallAsync(_app, row);

            Assert.That(answer.Status, row.Roles.Contains(role) ? IsLetThrough : Is.EqualTo(HttpStatusCode.Forbidden), $"{name}: {row}");
        }

        Assert.That(await _app.Database.EvidenceOfAsync(name), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Holders))]
    public async Task A_role_commands_what_the_table_says_and_each_forbidden_try_is_evidence(string kind, string role)
    {
        var name = $"{kind}-commands-{role}";
        using var client = await _app.ClientAsync(_issuer, kind, name, role);
        // Who has signed out has no session for the rest.
        foreach (var row in RoleTable.Rows.Where(row => row.IsCommand).OrderBy(row => row.Endpoint is "SignOut"))
        {
            var answer = await client.CallAsync(_app, row);

            Assert.That(answer.Status, row.Roles.Contains(role) ? IsLetThrough : Is.EqualTo(HttpStatusCode.Forbidden), $"{name}: {row}");
        }

        var refused = (await _app.Database.EvidenceOfAsync(name)).Where(line => line.EndsWith(": refused:access.forbidden", StringComparison.Ordinal));
        var forbidden = RoleTable.Rows.Count(row => row.IsCommand && !row.Roles.Contains(role));
        Assert.That(refused.ToList(), Is.Unique.And.Count.EqualTo(forbidden));
    }

    // What is asked for may be wrong or not there: the caller was let through to hear so.
    private static NUnit.Framework.Constraints.IResolveConstraint IsLetThrough => Is.AnyOf(
        HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.NotFound, HttpStatusCode.Conflict,
        HttpStatusCode.UnprocessableEntity, HttpStatusCode.PreconditionRequired);
}

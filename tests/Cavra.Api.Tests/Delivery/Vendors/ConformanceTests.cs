using System.Security.Authentication;
using System.Text;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>Every provider over HTTP against every failure: what it is said to be, and how many requests it takes to say so.</summary>
public sealed class ConformanceTests
{
    private const string Page = "docs/connectors.md";
    private const string Begin = "<!-- failures: begin -->\n";
    private const string End = "<!-- failures: end -->";

    private static readonly DateTimeOffset Over = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Func<Vendor>[] Vendors =
    [
        () => new AlertmanagerVendor(),
        () => new DatadogVendor(),
        () => new ElasticVendor(),
        () => new JiraVendor(),
        () => new PagerDutyVendor(),
        () => new SentinelVendor(),
        () => new ServiceNowVendor(),
        () => new SlackVendor(),
        () => new SplunkVendor(),
        () => new TeamsVendor(),
        () => new WebhookVendor(),
    ];

    private static IEnumerable<TestCaseData> Each => Vendors.Select(vendor => new TestCaseData(vendor).SetArgDisplayNames(vendor().Provider));

    [TestCaseSource(nameof(Each))]
    public async Task In_good_weather_the_request_is_in_order_and_taken_once(object vendor)
    {
        await using var rig = await VendorRig.StartAsync(New(vendor));

        var report = await rig.SendAsync();

        Assert.That(Described(report), Is.EqualTo(rig.Vendor.GoodWeather));
        Assert.That(rig.Vendor.Complaints, Is.Empty);
        Assert.That(rig.Vendor.Taken, Has.Count.EqualTo(1));
    }

    [TestCaseSource(nameof(Each))]
    public async Task A_2xx_that_lies_is_no_success_and_shows_what_the_vendor_said(object vendor)
    {
        foreach (var (name, answer) in New(vendor).Lies)
        {
            await using var rig = await VendorRig.StartAsync(New(vendor));
            rig.Fails((context, _) => answer(context));

            var report = await rig.SendAsync();

            Assert.That(report.Outcome, Is.EqualTo(DeliveryOutcome.Failed), name);
            Assert.That(report.AnswerExcerpt, Is.Not.Empty, name);
        }
    }

    [TestCaseSource(nameof(Each))]
    public async Task A_confirmation_that_never_comes_leaves_it_unconfirmed_and_not_failed(object vendor)
    {
        await using var rig = await VendorRig.StartAsync(New(vendor));
        rig.Vendor.NeverConfirms = true;

        var report = await rig.SendAsync();

        Assert.That(Described(report), Is.EqualTo(rig.Vendor.Confirms ? "unconfirmed" : rig.Vendor.GoodWeather));
        Assert.That(rig.Carrying, Has.Count.EqualTo(1));
    }

    [TestCaseSource(nameof(Each))]
    public async Task An_answer_that_is_lost_is_followed_by_the_same_key_and_ends_well(object vendor)
    {
        await using var rig = await VendorRig.StartAsync(New(vendor));
        rig.LosesNextAnswer();

        var report = await rig.SendAsync();

        Assert.That(Described(report), Is.EqualTo(rig.Vendor.GoodWeather));
        Assert.That(rig.Vendor.Taken.Distinct().Count(), Is.EqualTo(1));
        Assert.That(rig.Vendor.Complaints, Is.Empty);
    }

    [Test]
    public async Task The_table_of_failures_is_what_happens()
    {
        var rows = new List<string>();
        foreach (var fault in Faults.All)
        {
            rows.Add(await RowAsync(fault.Name, vendor => SufferAsync(vendor, fault)));
        }

        rows.Add(await RowAsync("certificate of nobody it knows", vendor => TlsAsync(vendor, "localhost", isKnown: false)));
        rows.Add(await RowAsync("certificate of another name", vendor => TlsAsync(vendor, "other.test")));
        rows.Add(await RowAsync("certificate that is over", vendor => TlsAsync(vendor, "localhost", until: Over)));
#pragma warning disable CA5397, SYSLIB0039 // The old versions are what must be refused.
        rows.Add(await RowAsync("TLS 1.0 at most", vendor => TlsAsync(vendor, "localhost", protocols: SslProtocols.Tls)));
        rows.Add(await RowAsync("TLS 1.1 at most", vendor => TlsAsync(vendor, "localhost", protocols: SslProtocols.Tls11)));
#pragma warning restore CA5397, SYSLIB0039
        rows.Add(await RowAsync("certificate in order", vendor => TlsAsync(vendor, "localhost")));

        Snapshot.PartIsCurrent(Page, Begin, End, Table(rows));
    }

    private static Vendor New(object vendor) => ((Func<Vendor>)vendor)();

    private static string Table(IEnumerable<string> rows)
    {
        var names = Vendors.Select(vendor => vendor().Provider).ToList();
        var text = new StringBuilder().Append("| failure | ").AppendJoin(" | ", names).Append(" |\n")
            .Append("|---|").AppendJoin("|", names.Select(_ => "---")).Append("|\n");
        foreach (var row in rows)
        {
            text.Append(row).Append('\n');
        }

        return text.ToString();
    }

    private static async Task<string> RowAsync(string name, Func<Func<Vendor>, Task<string>> suffer)
    {
        var cells = new List<string>();
        foreach (var vendor in Vendors)
        {
            cells.Add(await suffer(vendor));
        }

        return $"| {name} | {string.Join(" | ", cells)} |";
    }

    private static async Task<string> SufferAsync(Func<Vendor> vendor, Fault fault)
    {
        await using var rig = await VendorRig.StartAsync(vendor());
        rig.Fails((context, request) => fault.AnswerAsync(rig, context, request));
        return Cell(await rig.SendAsync(), rig);
    }

    private static async Task<string> TlsAsync(
        Func<Vendor> vendor, string host, bool isKnown = true, DateTimeOffset? until = null, SslProtocols protocols = SslProtocols.None)
    {
        var (authority, server) = Certificates.Issue(host, until);
        using (authority)
        using (server)
        {
            var directory = Directory.CreateTempSubdirectory("cavra-authority-");
            var file = Path.Combine(directory.FullName, "ca.pem");
            await File.WriteAllTextAsync(file, authority.ExportCertificatePem());
            await using var rig = await VendorRig.StartAsync(
                vendor(), isKnown ? $", ca_file: \"{file}\"" : "", server, protocols);
            var cell = Cell(await rig.SendAsync(), rig);
            directory.Delete(recursive: true);
            return cell;
        }
    }

    private static string Cell(AttemptReport report, VendorRig rig) => $"{Described(report)}, {rig.Carrying.Count}";

    private static string Described(AttemptReport report) =>
        report.FailureClass is { } failure ? WireName.Of(failure) : WireName.Of(report.Outcome);
}

using System.Xml.Linq;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary><c>cavra loops --open --fail</c>: a pipeline's build fails while a loop is open, and its report says why.</summary>
internal sealed class LoopCheckTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;
    private string _directory = "";

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync(GivenFailures.ConnectorFile);

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace()
    {
        _app = await _cavra.NewWorkspaceAsync();
        _directory = Directory.CreateTempSubdirectory("cavra-junit-").FullName;
    }

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task It_ends_with_0_while_none_is_open_and_with_1_while_one_is_and_says_in_a_sentence_what_to_do()
    {
        var before = (await CheckAsync("--open", "--fail")).Ends(0);
        var failed = await _app.FailAsync();

        var open = (await CheckAsync("--open", "--fail")).Ends(1);
        var told = (await CheckAsync("--open")).Ends(0);

        Assert.Multiple(() =>
        {
            Assert.That((before.Output, before.Error.Trim()), Is.EqualTo(("", "There is no such loop.")));
            Assert.That(open.Output.Trim().Split('\n'), Has.Length.EqualTo(1).And.All.StartsWith($"{failed.Id}\tsiem\tfailed\t0\tnoticed\toperator"));
            Assert.That(open.Error.Trim(), Is.EqualTo(
                $"The build fails because 1 loop is open: let whoever is awaited act on {_app.Address}console/loops, then run this step again."));
            Assert.That((told.Output, told.Error), Is.EqualTo((open.Output, "")));
        });
    }

    [Test]
    public async Task Loops_of_every_page_are_counted()
    {
        for (var one = 0; one < 201; one++)
        {
            await _app.FailAsync();
        }

        var check = (await CheckAsync("--fail", "--json", "--junit", Report)).Ends(1);

        Assert.Multiple(() =>
        {
            Assert.That(check.Json.At("items").AsArray().Select(loop => loop!.Text("destination_id")).Distinct().Count(), Is.EqualTo(201));
            Assert.That((check.Json.Number("total"), check.Json["next_cursor"]), Is.EqualTo((201, (object?)null)));
            Assert.That(check.Error, Does.Contain("201 loops are open"));
            Assert.That(Suite().Attribute("failures")!.Value, Is.EqualTo("201"));
        });
    }

    [Test]
    public async Task Only_what_is_asked_for_fails_the_build()
    {
        await _app.FailAsync("siem");
        _app.Clock.Advance(TimeSpan.FromMinutes(90));
        await _app.FailAsync("itsm");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That(
            (await CheckAsync("--fail", "--older-than", "90m", "--json")).Ends(1).Json.At("items").AsArray().Select(loop => loop!.Text("connector")),
            Is.EqualTo(new[] { "siem" }));
        (await CheckAsync("--fail", "--older-than", "2h")).Ends(0);
        (await CheckAsync("--fail", "--older-than", "1d")).Ends(0);
        (await CheckAsync("--fail", "--older-than", "2h", "--provider", "itsm")).Ends(0);
        (await CheckAsync("--fail", "--provider", "itsm")).Ends(1);
        (await CheckAsync("--fail", "--provider", "nobody")).Ends(0);
    }

    [TestCase("4")]
    [TestCase("h")]
    [TestCase("4w")]
    [TestCase("4H")]
    [TestCase("-4h")]
    [TestCase("1.5h")]
    [TestCase("4 h")]
    [TestCase("3651d")]
    [TestCase("99999999999m")]
    public async Task An_age_in_other_words_is_refused_and_the_refusal_says_how_ages_are_written(string age)
    {
        var run = (await CheckAsync("--open", "--fail", "--older-than", age)).Ends(2);

        Assert.That(run.Error.Trim(), Is.EqualTo(
            "--older-than takes a number of minutes, hours or days, such as 90m, 4h or 2d, and at most 3650d."));
    }

    [Test]
    public async Task The_report_has_a_failure_for_each_open_loop_with_what_is_awaited_of_whom_since_when_and_its_address()
    {
        var noticed = await _app.FailAsync("siem");
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        (await _app.RunAsync("retry", "plan")).Ends(0);
        _app.Clock.Advance(TimeSpan.FromMinutes(5));
        var fresh = await _app.FailAsync("itsm");

        var check = (await CheckAsync("--open", "--fail", "--junit", Report)).Ends(1);

        var cases = Suite().Elements("testcase").ToDictionary(one => one.Attribute("name")!.Value);
        var (first, second) = (cases[$"{noticed.Id}"].Element("failure")!, cases[$"{fresh.Id}"].Element("failure")!);
        Assert.Multiple(() =>
        {
            Assert.That(first.Attribute("message")!.Value, Does.Match(
                @"^The delivery to siem waits to be routed by operator since 2026-11-02 09:20:00Z; the loop is open since 2026-11-02 09:00:00Z\.$"));
            Assert.That(first.Value, Is.EqualTo($"{_app.Address}console/loops/{noticed.Id}"));
            Assert.That(second.Attribute("message")!.Value, Does.Contain("waits to be noticed by operator since 2026-11-02 09:25:00Z;"));
            Assert.That(cases.Values.Select(one => one.Attribute("classname")!.Value), Is.EqualTo(new[] { "cavra.loops.siem", "cavra.loops.itsm" }));
            Assert.That((Suite().Attribute("tests")!.Value, Suite().Attribute("failures")!.Value), Is.EqualTo(("2", "2")));
            Assert.That(check.Output.Trim().Split('\n'), Has.Length.EqualTo(2), "nothing about the report is among the loops");
        });
    }

    [Test]
    public async Task A_report_of_no_open_loop_has_one_passing_case()
    {
        (await CheckAsync("--open", "--fail", "--junit", Report)).Ends(0);

        Assert.That(Suite().Elements("testcase").Single().Elements(), Is.Empty);
        Assert.That((Suite().Attribute("tests")!.Value, Suite().Attribute("failures")!.Value), Is.EqualTo(("1", "0")));
    }

    [Test]
    public async Task A_report_that_cannot_be_written_leaves_the_old_one_and_nothing_else_and_ends_with_2()
    {
        Directory.CreateDirectory(Report);

        var run = (await CheckAsync("--fail", "--junit", Report)).Ends(2);

        Assert.That(run.Error, Does.Contain($"The report {Report} cannot be written."));
        Assert.That(Directory.EnumerateFileSystemEntries(_directory), Is.EqualTo(new[] { Report }));
    }

    [Test]
    public async Task Where_nobody_answers_it_ends_with_3_and_no_report_is_written()
    {
        var run = (await CliRun.Of("loops", "--fail", "--junit", Report, "--server", "http://127.0.0.1:1", "--key-file", await KeyFileAsync())).Ends(3);

        Assert.That((run.Output, File.Exists(Report)), Is.EqualTo(("", false)));
    }

    private string Report => Path.Combine(_directory, "cavra.xml");

    private XElement Suite() => XDocument.Load(Report).Root!.Elements("testsuite").Single();

    private async Task<string> KeyFileAsync()
    {
        var file = Path.Combine(_directory, "key");
        await File.WriteAllTextAsync(file, _app.AdminKey);
        return file;
    }

    private async Task<CliRun> CheckAsync(params string[] arguments)
    {
        using var pipeline = await _app.ClientWithAsync("ci");
        return await _app.RunAsAsync(pipeline.DefaultRequestHeaders.Authorization!.Parameter!, ["loops", .. arguments]);
    }
}

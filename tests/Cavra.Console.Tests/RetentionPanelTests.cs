using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>What of the evidence goes is looked at beforehand, and what has gone says what took it.</summary>
public sealed class RetentionPanelTests
{
    private const string Panel = "/console/administration?tab=retention";

    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _rig.NewWorkspaceAsync();

    [Test]
    public async Task A_workspace_that_keeps_evidence_for_ever_lets_nothing_go()
    {
        await using var person = await _rig.SignInAsync("auditor");
        await person.GoToAsync(Panel, "Retention of evidence");

        await Expect(person.Page.GetByText("for ever", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(person.Page.GetByText("no open loop", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(person.Page.GetByText("No segment of the log is whole yet.")).ToBeVisibleAsync();
        await Expect(person.Page.GetByText("Nothing has gone.")).ToBeVisibleAsync();
        Assert.That(person.Complaints, Is.Empty);
    }

    [Test]
    public async Task An_erased_entry_names_two_people_and_leads_to_the_entry_that_says_so()
    {
        var (erased, told) = (await AnEntryAsync("one"), await AnEntryAsync("other"));
        await TakeAwayAsync(erased, told);
        await using var person = await _rig.SignInAsync("auditor");
        await person.GoToAsync(Panel, "Retention of evidence");

        await Expect(person.Page.GetByText("erasure, two people")).ToBeVisibleAsync();
        await person.Page.Locator($"a[href$='{told}']").First.ClickAsync();
        await Expect(person.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"{told}$"));

        await person.Page.GotoAsync($"/console/evidence/{erased}");
        await Expect(person.Page.GetByText("Erased by two people")).ToBeVisibleAsync();
        await Expect(person.Button("Download receipt")).ToHaveCountAsync(0);
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "The entry that says so" }).ClickAsync();
        await Expect(person.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"{told}$"));
        await Expect(person.Page.GetByText("Erased by two people")).ToHaveCountAsync(0);
        Assert.That(person.Complaints, Is.Empty);
    }

    [Test]
    public async Task Of_an_entry_whose_bytes_somebody_took_away_nothing_says_why()
    {
        var gone = await AnEntryAsync("one");
        await TakeAwayAsync(gone, told: null);
        await using var person = await _rig.SignInAsync("auditor");
        await person.Page.GotoAsync($"/console/evidence/{gone}");

        await Expect(person.Page.GetByText("The bytes are gone and nothing says why")).ToBeVisibleAsync();
        await Expect(person.Page.GetByRole(AriaRole.Link, new() { Name = "The entry that says so" })).ToHaveCountAsync(0);
        Assert.That(person.Complaints, Is.Empty);
    }

    private async Task<string> AnEntryAsync(string name)
    {
        var made = (await _rig.App.Admin.PostJsonAsync("/access/keys", new { name, roles = new[] { "auditor" } })).Created();
        await _rig.App.SequenceAsync();
        return made.Text("metadata.evidence_id");
    }

    private async Task TakeAwayAsync(string evidence, string? told)
    {
        var (id, by) = (UuidOf(evidence), told is null ? "NULL" : $"'{UuidOf(told)}'");
        await _rig.App.Database.ExecuteAsync(
            $"""
            SET session_replication_role = replica;
            INSERT INTO evidence_removals (workspace_id, id, reason, first_index, end_index, decided_at, told_by)
            SELECT workspace_id, gen_random_uuid(), 'erasure', index, index + 1, now(), {by}::uuid FROM log_entries
            WHERE entry_id = '{id}' AND {by} IS NOT NULL;
            DELETE FROM evidence_documents WHERE entry_id = '{id}'
            """);
    }

    private static string UuidOf(string evidence) => evidence.Replace("evidence-", "", StringComparison.Ordinal);
}

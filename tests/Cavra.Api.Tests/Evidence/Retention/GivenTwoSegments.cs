using Cavra.Application.Evidence.Log;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cavra.Api.Tests.Evidence.Retention;

/// <summary>A log of two whole segments and some more, whose workspace keeps evidence for 30 days.</summary>
public abstract class GivenTwoSegments
{
    private protected const string Path = "/evidence/retention";

    private protected CavraApp _app = null!;

    [SetUp]
    public async Task GivenALogOfTwoSegments()
    {
        _app = await CavraApp.StartAsync(configure: builder => builder.Services.Replace(ServiceDescriptor.Singleton(new SegmentTerms(256))));
        await _app.Database.WriteEntriesAsync(600);
        await _app.SequenceAsync();
        await _app.KeepEvidenceAsync(30);
        await _app.SequenceAsync();
    }

    [TearDown]
    public async Task Stop() => await _app.DisposeAsync();

    private protected async Task LetGoAsync(int? until = null)
    {
        _app.Clock.Advance(TimeSpan.FromDays(31));
        if (until is { } end)
        {
            // Younger than the others.
            await _app.Database.ExecuteAsync(
                $"SET session_replication_role = replica; UPDATE evidence_documents SET document = replace(document, '2026-11-02T', '2026-12-02T') WHERE entry_id IN (SELECT entry_id FROM log_entries WHERE index = {end + 255})");
        }

        await _app.RetainAsync();
        await _app.SequenceAsync();
        await _app.RetainAsync();
        if (until is { } changed)
        {
            await _app.Database.ExecuteAsync(
                $"SET session_replication_role = replica; UPDATE evidence_documents SET document = replace(document, '2026-12-02T', '2026-11-02T') WHERE entry_id IN (SELECT entry_id FROM log_entries WHERE index = {changed + 255})");
        }
    }

    private protected Task<long> LackingAsync() => _app.Database.ScalarAsync<long>(
        "SELECT count(*) FROM log_entries AS l WHERE NOT EXISTS (SELECT FROM evidence_documents AS d WHERE d.workspace_id = l.workspace_id AND d.entry_id = l.entry_id)");
}

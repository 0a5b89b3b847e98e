using Cavra.Testing;
using Npgsql;

namespace Cavra.Api.Tests.Evidence;

/// <summary>Where the bytes of entries lie.</summary>
public sealed class EntryDocumentTests
{
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        _app = await CavraApp.StartAsync();
        await _app.GivenAScheduleAsync("nightly");
    }

    [OneTimeTearDown]
    public async Task StopCavra() => await _app.DisposeAsync();

    [TestCase("evidence_documents")]
    [TestCase("evidence_documents_rest")]
    [TestCase("evidence_documents_2031_05")]
    public async Task Nobody_changes_or_deletes_a_document_nor_in_any_part_of_them(string table)
    {
        await MakeAsync("2031-05-01", "2031-05-02");
        foreach (var statement in new[] { $"update {table} set document = ''", $"delete from {table}", $"truncate {table}" })
        {
            Assert.That(
                () => _app.Database.ExecuteAsync(statement),
                Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("23001"));
        }
    }

    [Test]
    public async Task Each_document_lies_with_those_of_its_month_and_what_has_no_month_with_the_rest()
    {
        await MakeAsync("2032-02-10", "2032-03-01");
        foreach (var (id, expected) in new[]
        {
            (Guid.CreateVersion7(At("2032-02-29T23:59:59.999Z")), "evidence_documents_2032_02"),
            (Guid.CreateVersion7(At("2032-03-01T00:00:00Z")), "evidence_documents_2032_03"),
            (Guid.CreateVersion7(At("2032-04-01T00:00:00Z")), "evidence_documents_rest"),
            (new Guid("ffffffff-ffff-4fff-bfff-ffffffffffff"), "evidence_documents_rest"),
        })
        {
            await _app.Database.ExecuteAsync(GivenALog.AnEntry("public", await _app.Database.WorkspaceAsync(), id));
            Assert.That(
                await _app.Database.ScalarAsync<string>($"select tableoid::regclass::text from evidence_documents where entry_id = '{id}'"),
                Is.EqualTo(expected));
        }
    }

    [Test]
    public async Task A_month_that_lies_with_the_rest_already_gets_no_partition_and_loses_nothing()
    {
        var id = Guid.CreateVersion7(At("2033-07-15T12:00:00Z"));
        await _app.Database.ExecuteAsync(GivenALog.AnEntry("public", await _app.Database.WorkspaceAsync(), id));

        Assert.That(await MakeAsync("2033-07-01", "2033-08-01"), Is.EqualTo(1), "August alone");
        Assert.That(await MakeAsync("2033-07-01", "2033-08-01"), Is.Zero, "nothing is made twice");
        Assert.That(await _app.Database.ScalarAsync<long>($"select count(*) from evidence_documents where entry_id = '{id}'"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_months_to_come_have_partitions_before_they_begin()
    {
        await using var app = await CavraApp.StartAsync(clock: new WatchedClock(At("2035-01-20T00:00:00Z")));

        // January has what the start wrote, with the rest.
        await Eventually.HoldsAsync("the partitions are made", async () =>
            await app.Database.ScalarAsync<long>("select count(*) from pg_class where relname in ('evidence_documents_2035_02', 'evidence_documents_2035_03')") == 2);
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    private Task<int> MakeAsync(string since, string until) =>
        _app.Database.ScalarAsync<int>($"select cavra_make_document_partitions('{since}T00:00:00Z', '{until}T00:00:00Z')");
}

using System.IO.Compression;
using System.Net;
using System.Text;
using Cavra.Application.Evidence.Log;
using Cavra.Domain.Evidence.Log;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Evidence.Timestamps;

/// <summary>The time-stamp that an export brings, and what verification says of it.</summary>
public sealed class TimestampedExportTests
{
    private readonly WatchedClock _clock = new(CavraApp.Start);
    private readonly string _directory = Directory.CreateTempSubdirectory("cavra-stamped-").FullName;
    private LocalTsa _tsa = null!;
    private TimestampFileOf _file = null!;
    private CavraApp _app = null!;
    private VerifierKey _key = null!;

    private string Export => Path.Combine(_directory, "export.zip");

    [OneTimeSetUp]
    public async Task GivenAStampedLogThatHasGrown()
    {
        _tsa = await LocalTsa.StartAsync(_clock);
        _file = new TimestampFileOf(_tsa);
        _app = await CavraApp.StartAsync(settings: _file.Settings, clock: _clock);
        Assert.That(VerifierKey.TryParse((await _app.Admin.GetJsonAsync("/evidence/keys")).Ok().Text("items.0.verifier_key"), out var key), Is.True);
        _key = key!;
        await GrowAsync(300);
        await using (var scope = await _app.Services.WorkerScopeAsync(_app.Database))
        {
            await scope.ServiceProvider.GetRequiredService<TimestampTurn>().TakeAsync(CancellationToken.None);
        }

        await GrowAsync(900);
        _clock.Advance(TimeSpan.FromMinutes(10));
        await _app.GivenAScheduleAsync("early");
        await _app.SequenceAsync();
        _clock.Advance(TimeSpan.FromHours(2));
        await _app.GivenAScheduleAsync("nightly");
        await _app.SequenceAsync();
    }

    [SetUp]
    public async Task GivenAnExport()
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        using var content = new StringContent("""{"since": "2026-11-02T10:30:00Z"}""", Encoding.UTF8, "application/json");
        using var answer = await _app.SequenceUntilAsync(_app.Admin.PostAsync("/evidence/exports", content));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        await File.WriteAllBytesAsync(Export, await answer.Content.ReadAsByteArrayAsync());
    }

    [OneTimeTearDown]
    public async Task Forget()
    {
        await _app.DisposeAsync();
        await _tsa.DisposeAsync();
        _file.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Test]
    public async Task An_export_brings_the_newest_stamp_and_proves_that_the_log_grew_from_it()
    {
        var size = await _app.Database.ScalarAsync<long>("SELECT max(size) FROM log_timestamps");
        var said = (await VerifyAsync("--tsa-roots", _file.Roots)).Ends(0);
        var json = (await VerifyAsync("--tsa-roots", _file.Roots, "--json")).Ends(0).Json;

        Assert.That(said.Output, Does.Contain($"Its first {size} entries were time-stamped by CN=Stamps of tests, O=Tests at 2026-11-02T09:00:00Z."));
        Assert.That((json.Number("timestamp.size"), json.Flag("timestamp.is_checked"), json.Flag("timestamp.is_grown_from")), Is.EqualTo(((int)size, true, true)));
        using var zip = ZipFile.OpenRead(Export);
        Assert.That(Read(zip, "README.txt"), Does.Contain("timestamp.tst"));
    }

    [Test]
    public async Task Without_roots_the_verdict_says_that_the_stamp_was_not_checked() =>
        Assert.That((await VerifyAsync()).Ends(0).Output, Does.Contain("The time-stamp was not checked: no roots of its authority were given."));

    [Test]
    public async Task A_stamp_by_an_authority_of_other_roots_is_refused()
    {
        using var other = LocalTsa.TsaCertificates.Issue("CN=other");
        var roots = Path.Combine(_directory, "other.pem");
        await File.WriteAllTextAsync(roots, other.Root.ExportCertificatePem());

        Assert.That((await VerifyAsync("--tsa-roots", roots)).Ends(1).Error, Does.Contain("Tampered. timestamp.tst is no time-stamp of timestamped-checkpoint by an authority of the given roots (untrusted_authority)."));
    }

    [Test]
    public async Task A_stamp_of_another_text_is_refused()
    {
        Replace("timestamp.tst", _tsa.Token(new byte[32], nonce: null, new LocalTsa.Wrong()));

        Assert.That((await VerifyAsync("--tsa-roots", _file.Roots)).Ends(1).Error, Does.Contain("(other_text)"));
    }

    [Test]
    public async Task A_stamped_checkpoint_that_the_log_did_not_sign_is_refused_with_roots_and_without()
    {
        string[] lines;
        using (var zip = ZipFile.OpenRead(Export))
        {
            lines = Read(zip, "timestamped-checkpoint").Split('\n');
        }

        lines[2] = Convert.ToBase64String(new byte[32]);
        Replace("timestamped-checkpoint", Encoding.UTF8.GetBytes(string.Join('\n', lines)));

        Assert.That((await VerifyAsync()).Ends(1).Error, Does.Contain("The signature of timestamped-checkpoint by a trusted key is wrong."));
        Assert.That((await VerifyAsync("--tsa-roots", _file.Roots)).Ends(1).Error, Does.Contain("Tampered."));
    }

    [Test]
    public async Task A_stamped_checkpoint_that_is_not_there_is_missing()
    {
        Replace("timestamped-checkpoint", null);

        Assert.That((await VerifyAsync("--tsa-roots", _file.Roots)).Ends(1).Error, Does.Contain("Missing. timestamped-checkpoint is missing."));
    }

    [Test]
    public async Task Without_a_stamp_whoever_asks_for_one_is_told()
    {
        Replace("timestamp.tst", null);

        Assert.That((await VerifyAsync("--tsa-roots", _file.Roots)).Ends(0).Output, Does.Contain("No time-stamp came with it."));
        Assert.That((await VerifyAsync()).Ends(0).Output, Does.Not.Contain("time-stamp"));
    }

    [Test]
    public async Task Without_the_hashes_that_prove_the_growth_the_verdict_says_so()
    {
        var size = await _app.Database.ScalarAsync<long>("SELECT max(size) FROM log_timestamps");
        Replace($"tile/0/{size / LogTile.FullWidth:000}", null);

        Assert.That((await VerifyAsync("--tsa-roots", _file.Roots)).Ends(0).Output, Does.Contain("as far as the signature of that checkpoint tells: the hashes that prove the growth since are not there."));
    }

    [TestCase("/not/there.pem")]
    [TestCase(null, Description = "a file without a certificate")]
    public async Task Roots_that_are_none_are_wrong_usage(string? roots) =>
        (await VerifyAsync("--tsa-roots", roots ?? _file.Path)).Ends(2);

    private async Task GrowAsync(int count)
    {
        await _app.Database.WriteEntriesAsync(count);
        await _app.SequenceAsync();
    }

    private Task<CliRun> VerifyAsync(params string[] more) => CliRun.Of(["evidence", "verify", Export, "--key", $"{_key}", .. more]);

    private void Replace(string name, byte[]? bytes)
    {
        using var zip = ZipFile.Open(Export, ZipArchiveMode.Update);
        Assert.That(zip.GetEntry(name), Is.Not.Null, string.Join('\n', zip.Entries.Select(entry => entry.FullName)));
        zip.GetEntry(name)!.Delete();
        if (bytes is not null)
        {
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(bytes);
        }
    }

    private static string Read(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}

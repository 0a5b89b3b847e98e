using Cavra.Testing;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Notifications;

public sealed class NotificationDashboardTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync(ConnectorFile);

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task What_waits_or_was_given_up_is_open_but_not_retryable()
    {
        await _app.FailAsync();
        await _app.FailAsync("itsm", attempts: 3);
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        await _app.FailAsync();

        var board = (await _app.Admin.GetJsonAsync($"{NotificationScene.Root}/dashboard")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(board.Number("acknowledgement_audit_delivery_retryable_count"), Is.EqualTo(1));
            Assert.That(board.Text("acknowledgement_audit_delivery_health"), Is.EqualTo("critical"));
        });
    }
}

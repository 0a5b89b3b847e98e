using Cavra.Api.Tests.Access;
using Cavra.Api.Tests.Evidence;
using Cavra.Testing;

namespace Cavra.Api.Tests.Workers;

public sealed class WorkerLoopTests
{
    [Test]
    public async Task What_is_wrong_in_one_workspace_stops_its_own_log_alone()
    {
        await using var app = await CavraApp.StartAsync(worker: true);
        using var other = await app.OpenWorkspaceAsync("other", RoleTable.Roles);
        await app.Database.ExecuteAsync(
            """
            CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN
                IF NEW.workspace_id = (SELECT id FROM workspaces WHERE name = 'default') THEN RAISE 'cannot be kept'; END IF;
                RETURN NEW;
              END $$;
            CREATE TRIGGER fault BEFORE INSERT ON log_checkpoints FOR EACH ROW EXECUTE FUNCTION fault();
            """);
        await app.Database.WriteEntriesAsync(1);

        await Eventually.HoldsAsync("the other workspace's entries are signed", async () =>
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(500));
            return await app.Database.ScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM log_checkpoints WHERE workspace_id = (SELECT id FROM workspaces WHERE name = 'other'))");
        });

        await Eventually.HoldsAsync("the fault is said", () => app.Log.Text.Contains("SequencerTurn failed in workspace default", StringComparison.Ordinal));
        Assert.That((await app.Admin.GetAsync("/health/ready")).IsSuccessStatusCode, Is.True);
    }
}

using Cavra.Domain.Abstractions;
using Cavra.Domain.HealthAlerts;
using static Cavra.Domain.Tests.HealthAlerts.Given;

namespace Cavra.Domain.Tests.HealthAlerts;

public sealed class HealthEpisodeTests
{
    [Test]
    public void Whoever_was_alerted_is_told_once_that_it_is_over()
    {
        var episode = HealthEpisode.Begin(Workspace, Trouble.HealthId, Noon);
        episode.Alerted("chat");
        episode.Alerted("pager");
        episode.Alerted("chat");

        Assert.That(episode.End(Noon.AddHours(1)), Is.EqualTo(new[] { "chat", "pager" }));
        Assert.That(episode.End(Noon.AddHours(2)), Is.Empty);
        Assert.That(episode.EndedAt, Is.EqualTo(Noon.AddHours(1)));
    }

    [Test]
    public void Trouble_that_changes_stays_in_the_episode()
    {
        var episode = HealthEpisode.Begin(Workspace, Trouble.HealthId, Noon);
        var key = episode.Evidence.Summary["dedup"];

        episode.Route(WorseTrouble.HealthId);

        Assert.That(episode.HealthId, Is.EqualTo(WorseTrouble.HealthId));
        Assert.That(episode.Evidence.Summary["dedup"], Is.EqualTo(key).And.EqualTo(Ids.Format(episode.Id)));
    }

    [Test]
    public void Nothing_is_added_to_an_episode_that_has_ended()
    {
        var episode = HealthEpisode.Begin(Workspace, Trouble.HealthId, Noon);
        Assert.That(episode.End(Noon), Is.Empty);

        Assert.That(() => episode.Alerted("chat"), Throws.InvalidOperationException);
        Assert.That(() => episode.Route(WorseTrouble.HealthId), Throws.InvalidOperationException);
    }
}

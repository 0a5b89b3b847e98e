using Cavra.Api.Problems;

namespace Cavra.Api.Tests.Problems;

/// <summary>How a fault is written into the log.</summary>
internal sealed class FaultTextTests
{
    [Test]
    public void Frames_of_Cavra_come_first_and_the_rest_is_counted()
    {
        var trace = string.Join('\n', Enumerable.Range(0, 30).Select(n => $"   at {(n % 10 == 9 ? "Cavra.Api" : "System")}.M{n}()"));

        var lines = FaultText.FramesOf($"{trace}\n--- End of stack trace from previous location ---").Split('\n');

        Assert.That(lines[..4], Is.EqualTo(new[] { "at Cavra.Api.M9()", "at Cavra.Api.M19()", "at Cavra.Api.M29()", "at System.M0()" }));
        Assert.That(lines, Has.Length.EqualTo(21));
        Assert.That(lines[^1], Is.EqualTo("and 10 more frames"));
    }

    [Test]
    public void Long_frames_end_before_the_text_is_too_long()
    {
        var frame = $"at Cavra.{new string('x', 990)}";

        var lines = FaultText.FramesOf(string.Join('\n', Enumerable.Repeat(frame, 6))).Split('\n');

        Assert.That(lines, Has.Length.EqualTo(5));
        Assert.That(lines.SkipLast(1).Sum(line => line.Length + 1), Is.AtMost(4_000));
    }

    [TestCase(null)]
    [TestCase("")]
    public void Without_a_trace_there_is_nothing_to_show(string? trace) => Assert.That(FaultText.FramesOf(trace), Is.Empty);

    [Test]
    public void Causes_are_told_by_their_types_and_no_message_is() => Assert.That(
        FaultText.TypesOf(new InvalidOperationException("canary", new FormatException("canary"))),
        Is.EqualTo("System.InvalidOperationException by System.FormatException"));
}

using Cavra.Domain.Abstractions;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.Tests.WorkerRuns;

public sealed class RunModeTests
{
    [TestCase(null, null, ExpectedResult = RunMode.DryRun)]
    [TestCase(true, null, ExpectedResult = RunMode.DryRun)]
    [TestCase(null, false, ExpectedResult = RunMode.DryRun)]
    [TestCase(true, false, ExpectedResult = RunMode.DryRun)]
    [TestCase(null, true, ExpectedResult = RunMode.Live)]
    [TestCase(false, null, ExpectedResult = RunMode.Live)]
    [TestCase(false, true, ExpectedResult = RunMode.Live)]
    public RunMode A_run_is_dry_unless_asked(bool? dryRun, bool? execute) => RunModes.Asked(dryRun, execute).Value;

    [TestCase(true, true)]
    [TestCase(false, false)]
    public void A_contradiction_is_refused_as_malformed(bool dryRun, bool execute)
    {
        var refusal = RunModes.Asked(dryRun, execute).Refusal;

        Assert.That(refusal, Is.EqualTo(WorkerRunRefusals.ModeContradicts));
        Assert.That(WorkerRunRefusals.ModeContradicts.Kind, Is.EqualTo(RefusalKind.Invalid));
    }
}

using Cavra.Domain.Access;

namespace Cavra.Domain.Tests.Access;

public sealed class WorkspacePolicyTests
{
    private static readonly WorkspacePolicy Policy = WorkspacePolicy.Default;

    private static readonly WorkspacePolicy[] Others =
    [
        Policy with { RequireRetryAck = false },
        Policy with { ApprovalsRequired = 2 },
        Policy with { ExpiresAfterMinutes = 60 },
        Policy with { FourEyes = false },
        Policy with { Retry = Policy.Retry with { MaxRetryAttempts = 4 } },
        Policy with { Retry = Policy.Retry with { RetryDelayMinutes = 16 } },
        Policy with { Retry = Policy.Retry with { BackoffMultiplier = 2.5 } },
        Policy with { Retry = Policy.Retry with { MaxRetryDelayMinutes = 60 } },
        Policy with { Retry = Policy.Retry with { AllowImmediateRetry = true } },
    ];

    [Test]
    public void The_same_policy_has_the_same_digest() =>
        Assert.That((Policy with { }).Digest, Is.EqualTo(Policy.Digest).And.StartWith("sha256:"));

    [TestCaseSource(nameof(Others))]
    public void A_policy_that_differs_in_anything_has_another_digest(WorkspacePolicy other) =>
        Assert.That(other.Digest, Is.Not.EqualTo(Policy.Digest));
}

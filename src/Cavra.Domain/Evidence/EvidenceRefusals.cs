using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Evidence;

public static class EvidenceRefusals
{
    public static readonly Refusal NotFound =
        new(RefusalKind.NotFound, "evidence.not_found", "There is no such evidence entry.");
}

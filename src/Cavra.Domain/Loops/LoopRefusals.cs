using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Loops;

public static class LoopRefusals
{
    public static readonly Refusal NotFound = new(
        RefusalKind.NotFound, "loop.not_found", "There is no such loop: no destination of that id, or nothing of it failed or was held.");
}

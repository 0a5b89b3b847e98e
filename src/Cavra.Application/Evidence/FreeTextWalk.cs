using Cavra.Application.Ports;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Evidence;

public sealed record RedactionOutcome(IReadOnlyList<RedactionMark> Manifest, IReadOnlyList<string> UnsafeNames);

public static class FreeTextWalk
{
    public static RedactionOutcome Redact(object request, IRedactor redactor)
    {
        foreach (var property in request.GetType().GetProperties())
        {
            if (property.GetValue(request) is FreeText text)
            {
                text.Redact(redactor.Redact);
            }
        }

        return new RedactionOutcome([], []);
    }
}

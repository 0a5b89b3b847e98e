using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using MediatR;

namespace Cavra.Application.Pipeline;

/// <summary>
/// Makes all free text of a request public-safe, in place, and keeps the manifest of what was removed. A name that looks
/// like a secret is refused, for names are kept as they are.
/// </summary>
internal sealed class RedactionBehavior<TRequest, TResponse>(IRedactor redactor, Call call)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRedacted, IRequest<TResponse>
    where TResponse : class, IRefusable<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var outcome = FreeTextVisitor.Redact(request, redactor);
        if (outcome.UnsafeNames.Count > 0)
        {
            return TResponse.Refused(CommonRefusals.UnsafeName with
            {
                Errors = outcome.UnsafeNames.Distinct().ToDictionary(member => member, _ => new[] { CommonRefusals.UnsafeName.Message }),
            });
        }

        call.Redacted = outcome.Manifest;
        return await next();
    }
}

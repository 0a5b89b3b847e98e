using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using MediatR;

namespace Cavra.Application.Pipeline;

/// <summary>Refuses what the caller's roles do not allow. Inside the evidence, so that a forbidden try is recorded.</summary>
internal sealed class AuthorityBehavior<TRequest, TResponse>(Call call) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IAuthorised, IRequest<TResponse>
    where TResponse : class, IRefusable<TResponse>
{
    public Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        call.Caller.May(TRequest.Permission)
            ? next()
            : Task.FromResult(TResponse.Refused(AccessRefusals.Without(TRequest.Permission, call.Caller.Actor.Roles)));
}

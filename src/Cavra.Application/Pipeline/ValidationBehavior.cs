using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using FluentValidation;
using MediatR;

namespace Cavra.Application.Pipeline;

/// <summary>Refuses a request whose shape is wrong before anything is read from the database.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : class, IRefusable<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        foreach (var validator in validators)
        {
            var validation = await validator.ValidateAsync(request, cancellationToken);
            if (!validation.IsValid)
            {
                return TResponse.Refused(CommonRefusals.Invalid with
                {
                    Errors = validation.Errors
                        .GroupBy(error => MemberPointer.Of(error.PropertyName))
                        .ToDictionary(group => group.Key, group => group.Select(error => error.ErrorMessage).Distinct().ToArray()),
                });
            }
        }

        return await next();
    }
}

using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Application.Pipeline;

/// <summary>
/// The order in which a request is questioned, outermost first. Malformed requests leave no evidence (2 before 4); nothing
/// behind the redactor sees raw text, evidence included (3 before 4); a forbidden try is evidence (4 before 5).
/// </summary>
public static class Pipeline
{
    /// <summary>The behaviors, outermost first.</summary>
    public static IReadOnlyList<Type> Order { get; } =
    [
        typeof(TimingBehavior<,>),
        typeof(ValidationBehavior<,>),
        typeof(RedactionBehavior<,>),
        typeof(EvidenceBehavior<,>),
        typeof(AuthorityBehavior<,>),
    ];

    internal static IServiceCollection AddPipeline(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        foreach (var behavior in Order)
        {
            services.AddScoped(typeof(IPipelineBehavior<,>), behavior);
        }

        var handlers =
            from type in typeof(Pipeline).Assembly.GetTypes()
            where type is { IsAbstract: false, IsGenericTypeDefinition: false }
            from contract in type.GetInterfaces()
            where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)
            select (contract, type);
        foreach (var (contract, type) in handlers)
        {
            services.AddScoped(contract, type);
        }

        return services;
    }
}

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

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

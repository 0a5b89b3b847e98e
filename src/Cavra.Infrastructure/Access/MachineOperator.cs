using System.Diagnostics;
using Cavra.Application.Access;
using Cavra.Domain.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Infrastructure.Access;

/// <summary>
/// Lets whoever can reach the database from this machine act on the instance itself. Their evidence is kept in the default
/// workspace, which is the instance's own.
/// </summary>
public sealed class MachineOperator(IServiceScopeFactory scopes, IServiceProvider services, TimeProvider clock)
{
    /// <summary>Opens a scope in which the operator acts; whoever asks for it disposes of it.</summary>
    public async Task<AsyncServiceScope> ActAsync(CancellationToken cancellationToken)
    {
        var home = await services.GetRequiredService<DefaultWorkspace>().OpenAsync(cancellationToken);
        var scope = scopes.CreateAsyncScope();
        var call = scope.ServiceProvider.GetRequiredService<Call>();
        call.Caller = Caller.ForMachineOperator(home.Id, home.Name, Environment.UserName, home.Policy);
        call.RequestId = $"command-{Guid.CreateVersion7(clock.GetUtcNow()):N}";
        call.TraceId = Activity.Current?.TraceId.ToString() ?? "";
        return scope;
    }
}

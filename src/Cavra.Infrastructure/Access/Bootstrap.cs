using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Infrastructure.Access;

/// <summary>Makes the log's first signing key and the administrator's key, on the first start and never again.</summary>
public sealed class Bootstrap(MachineOperator machine, ILogKeys logKeys)
{
    /// <summary>The name of the first key.</summary>
    public const string AdministratorName = "administrator";

    /// <summary>The roles of the first key. Approving needs a second person's key, by design.</summary>
    public static IReadOnlyList<string> AdministratorRoles { get; } = [Roles.Admin, Roles.Operator, Roles.Executor];

    /// <summary>Makes sure that the default workspace exists and somebody can administer it.</summary>
    /// <returns>The path of the key file if it was written now; null when there was nothing to do.</returns>
    public async Task<string?> PrepareAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        await logKeys.PrepareAsync(cancellationToken);
        var path = Path.Combine(dataDirectory, "admin.key");
        await using var scope = await machine.ActAsync(cancellationToken);
        var issued = await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(
            new IssueFirstKey(new Name(AdministratorName), AdministratorRoles, path), cancellationToken);
        return issued.Value.IsChanged ? path : null;
    }
}

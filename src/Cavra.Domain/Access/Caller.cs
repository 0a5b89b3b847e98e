namespace Cavra.Domain.Access;

/// <summary>Who is acting, in which workspace, and what they may do: everything the credential says.</summary>
/// <param name="Workspace">The workspace the credential belongs to.</param>
/// <param name="WorkspaceName">Its name, as documents show it.</param>
/// <param name="Actor">Who it is.</param>
/// <param name="Authentication">How they proved it: <c>api_key</c>, <c>token</c>, <c>sign_in_link</c>, <c>console_session</c>, <c>service</c> or <c>machine</c>.</param>
/// <param name="Policy">The policy in force in the workspace.</param>
public sealed record Caller(
    WorkspaceId Workspace, string WorkspaceName, Actor Actor, string Authentication, PolicyReference Policy)
{
    /// <summary>How whoever is signed in to the console has proved who they are.</summary>
    public const string InConsole = "console_session";

    /// <summary>How whoever presents a token of an issuer has proved who they are.</summary>
    public const string ByToken = "token";

    private readonly HashSet<Permission> _permissions = [.. Actor.Roles.SelectMany(Roles.PermissionsOf)];

    /// <summary>The permissions of all roles together, in the order of <see cref="Permissions.All"/>.</summary>
    public IEnumerable<Permission> Held => Permissions.All.Where(_permissions.Contains);

    public bool May(Permission permission) => _permissions.Contains(permission);

    /// <summary>Cavra's own worker, acting in a workspace.</summary>
    public static Caller ForWorker(WorkspaceId workspace, string workspaceName, string workerName, PolicyReference policy) =>
        new(workspace, workspaceName, new Actor("cavra-worker", workerName, "cavra:service", [Roles.Worker]), "service", policy);

    /// <summary>Cavra itself, taking in configured files at its start.</summary>
    public static Caller ForImport(WorkspaceId workspace, string workspaceName, PolicyReference policy) =>
        new(workspace, workspaceName, new Actor("cavra-import", "import", "cavra:service", [Roles.Importer]), "service", policy);

    /// <summary>Whoever runs Cavra's command on the machine of the instance, acting from a workspace.</summary>
    public static Caller ForMachineOperator(WorkspaceId workspace, string workspaceName, string userName, PolicyReference policy) =>
        new(workspace, workspaceName, new Actor("machine-operator", userName, "cavra:machine", [Roles.MachineOperator]), "machine", policy);
}

/// <summary>Which version of a workspace's policy was in force.</summary>
/// <param name="Version">Counts from 1.</param>
/// <param name="Digest"><c>sha256:</c> and 64 hexadecimal digits of the policy document.</param>
public sealed record PolicyReference(int Version, string Digest);

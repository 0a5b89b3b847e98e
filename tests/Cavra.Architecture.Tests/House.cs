using System.Reflection;
using Cavra.Application.Messaging;
using Cavra.Application.Pipeline;
using MediatR;
using Mono.Cecil;

namespace Cavra.Architecture.Tests;

/// <summary>The assemblies, and the requests in them.</summary>
internal static class House
{
    public static readonly Assembly Domain = typeof(Cavra.Domain.Abstractions.Result).Assembly;
    public static readonly Assembly Application = typeof(Pipeline).Assembly;
    public static readonly Assembly Infrastructure = typeof(Cavra.Infrastructure.InfrastructureServices).Assembly;
    public static readonly Assembly Api = typeof(Cavra.Api.ApiHost).Assembly;
    public static readonly Assembly Cli = Assembly.Load("cavra");

    public static IReadOnlyList<Assembly> Inner { get; } = [Domain, Application, Infrastructure, Api];

    /// <summary>Every command and query.</summary>
    public static IReadOnlyList<Type> Requests { get; } =
    [
        .. Application.GetTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && typeof(IAuthorised).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    public static IReadOnlyList<Type> Commands { get; } = [.. Requests.Where(typeof(ICommandBase).IsAssignableFrom)];

    public static IEnumerable<Type> HandlersOf(Type request) => Application.GetTypes().Where(type => type is { IsAbstract: false } && type
        .GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>) && i.GetGenericArguments()[0] == request));

    /// <summary>What a request is answered with.</summary>
    public static Type AnswerOf(Type request) => request.GetInterfaces()
        .Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IMessage<>)).GetGenericArguments()[0];

    public static AssemblyDefinition Read(Assembly assembly) => AssemblyDefinition.ReadAssembly(assembly.Location);

    /// <summary>The folder of the repository, found from where the tests lie.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cavra.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}

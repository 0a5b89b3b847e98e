using System.CommandLine;
using Cavra.Api.Configuration;
using Cavra.Cli.Databases;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Hosting;

/// <summary><c>cavra api</c>: the service itself, until it is told to stop.</summary>
internal static class RunApi
{
    public const string DefaultUrls = "http://127.0.0.1:8000;http://127.0.0.1:5173";

    public const string UrlsOption = "--urls";

    public static Command Create(Terminal terminal)
    {
        var urls = new Option<string>(UrlsOption)
        {
            Description = "Addresses to serve on, separated by semicolons.",
            DefaultValueFactory = _ => DefaultUrls,
            HelpName = "urls",
        };
        urls.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && !ServerUrls.AreValid(text))
            {
                result.AddError($"{UrlsOption} must hold addresses such as {DefaultUrls}; a host's name is none: write its address, localhost, or * for every address.");
            }
        });
        var dataDirectory = DataDirectoryOption.Create();
        var command = new Command(
            "api",
            "Serve the API, and work as the retry worker (CAVRA_ROLES: api, worker or both). Without CAVRA_DATABASE it runs a "
            + "PostgreSQL of its own in the data directory.")
        {
            urls, dataDirectory,
        };
        command.SetAction((parsed, cancellationToken) => new ApiRun(
            parsed.GetRequiredValue(urls), parsed.GetRequiredValue(dataDirectory), terminal).RunAsync(cancellationToken));
        return command;
    }
}

using System.CommandLine;

namespace Cavra.Cli.Databases;

/// <summary>Where this instance keeps its data.</summary>
internal static class DataDirectoryOption
{
    public const string Default = ".cavra";

    public static Option<string> Create() => new("--data-dir")
    {
        Description = $"Directory of this instance's files. Holds the database too, unless {InstanceDatabase.Variable} names one.",
        DefaultValueFactory = _ => Default,
        HelpName = "directory",
    };
}

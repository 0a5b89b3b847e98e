namespace Cavra.Cli.Demo;

/// <summary>That the demo can't go on: a request was not answered the way the demo says it is.</summary>
internal sealed class DemoStoppedException(string message) : Exception(message);

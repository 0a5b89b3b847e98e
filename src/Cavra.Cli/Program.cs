using Cavra.Cli;
using Cavra.Cli.Terminals;

return await CavraCommand.RunAsync(args, Terminal.OfProcess(), CancellationToken.None);

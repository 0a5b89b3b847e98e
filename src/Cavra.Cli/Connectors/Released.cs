using Cavra.Cli.Terminals;

namespace Cavra.Cli.Connectors;

/// <summary>What became of deliveries that were held for a connector.</summary>
internal static class Released
{
    public static void Say(Terminal terminal, int released, int leftToPlan)
    {
        if (released > 0)
        {
            terminal.Say($"{released} held deliveries are sent now.");
        }

        if (leftToPlan > 0)
        {
            terminal.Say($"{leftToPlan} stay held until a retry of them is decided on.");
        }
    }
}

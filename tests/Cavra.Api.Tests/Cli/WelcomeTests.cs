using Cavra.Cli.Hosting;

namespace Cavra.Api.Tests.Cli;

/// <summary>How the commands are written that a start names.</summary>
internal sealed class WelcomeTests
{
    [TestCase("src/Cavra.Cli/bin/Release/net10.0/", "cavra")]
    [TestCase("src/Cavra.Cli/bin/Debug/net10.0/", "src/Cavra.Cli/bin/Debug/net10.0/cavra")]
    [TestCase("opt/some/where/else/cavra/", "opt/some/where/else/cavra/cavra")]
    public void The_command_of_a_checkout_is_its_script_and_that_of_any_other_program_lies_beside_it(string directory, string command)
    {
        var root = Directory.CreateTempSubdirectory("cavra-checkout-");
        try
        {
            File.WriteAllText(Path.Combine(root.FullName, "cavra"), "");

            Assert.That(Welcome.BesideProgram(Path.Combine(root.FullName, directory)), Is.EqualTo(Path.Combine(root.FullName, command)));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [TestCase("/home/ada/.cavra/admin.key", ExpectedResult = "/home/ada/.cavra/admin.key")]
    [TestCase("/home/ada's own/admin.key", ExpectedResult = @"'/home/ada'\''s own/admin.key'")]
    public string A_path_is_one_word_of_a_shell(string path) => Welcome.Pasted(path);
}

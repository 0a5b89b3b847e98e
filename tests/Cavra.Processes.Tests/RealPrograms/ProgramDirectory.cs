using System.Security.Cryptography.X509Certificates;

namespace Cavra.Processes.Tests.RealPrograms;

/// <summary>Where a program has its configuration and everything that it writes.</summary>
internal sealed class ProgramDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cavra-program-");

    public string At(string name) => Path.Combine(_directory.FullName, name);

    /// <summary>Writes a file and says where it is.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>Writes a certificate, after its private key where it has one.</summary>
    public string Write(string name, X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey();
        return Write(name, $"{key?.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n");
    }

    public void Dispose() => _directory.Delete(recursive: true);
}

namespace Cavra.Domain.Evidence.Log;

/// <summary>What a key's signatures are over, in the numbers C2SP <c>signed-note</c> assigns.</summary>
public enum NoteKeyKind : byte
{
    /// <summary>The note's text.</summary>
    Ed25519 = 0x01,

    /// <summary>The note's text below the time of signing: what witnesses make.</summary>
    Ed25519Cosigner = 0x04,
}

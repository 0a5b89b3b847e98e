namespace Cavra.Cli.Doctor;

/// <summary>Holds another clock to this machine's.</summary>
internal static class ClockCheck
{
    private static readonly TimeSpan Tolerable = TimeSpan.FromSeconds(5);

    /// <param name="check">What the finding is called.</param>
    /// <param name="other">Whose clock it is.</param>
    /// <param name="before">This machine's time before the other was asked.</param>
    /// <param name="theirs">What the other answered.</param>
    /// <param name="after">This machine's time when the answer was there: what passed while asking is nobody's fault.</param>
    public static DoctorFinding Compare(string check, string other, DateTimeOffset before, DateTimeOffset theirs, DateTimeOffset after)
    {
        var skew = theirs < before ? before - theirs : theirs > after ? theirs - after : TimeSpan.Zero;
        return skew <= Tolerable
            ? DoctorFinding.Pass(check, $"This machine and {other} agree on the time.")
            : DoctorFinding.Fail(check, $"This machine and {other} are {skew.TotalSeconds:0} seconds apart. Synchronise both.");
    }
}

using System.Runtime.CompilerServices;

namespace AcMail.Testing;

/// <summary>Remembers what a server has done that it does once only under one profile.</summary>
sealed class Occurrences
{
    readonly ConditionalWeakTable<object, HashSet<object>> _happened = [];

    public bool Happens(object profile, object what, Repetition repetition)
    {
        if (repetition == Repetition.Always) return true;
        var happened = _happened.GetOrCreateValue(profile);
        lock (happened) return happened.Add(what);
    }
}

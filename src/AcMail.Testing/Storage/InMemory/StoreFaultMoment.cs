namespace AcMail.Testing;

/// <summary>When a <see cref="StoreFault"/> strikes.</summary>
public enum StoreFaultMoment
{
    /// <summary>Nothing has been written: neither the changes nor the content appended since the last commit become durable.</summary>
    Before,

    /// <summary>Content has become durable, and nothing names it: the changes are not applied.</summary>
    During,

    /// <summary>Everything is durable; only the caller does not learn of it any more.</summary>
    After,
}

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Goes on with the registration that <c>AddAcMail</c> began.</summary>
public interface IAcMailBuilder
{
    /// <summary>The services that are being registered.</summary>
    IServiceCollection Services { get; }
}

namespace Microsoft.Extensions.DependencyInjection;

sealed record AcMailBuilder(IServiceCollection Services) : IAcMailBuilder;

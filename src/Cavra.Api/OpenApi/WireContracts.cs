using System.Text.Json.Nodes;
using Cavra.Application.Wire;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Cavra.Api.OpenApi;

/// <summary>How types look on the wire, as the serializer writes them: typed ids are text, optional members are what they hold.</summary>
internal sealed class WireContracts : ISerializerDataContractResolver
{
    private readonly JsonSerializerDataContractResolver _json = new(WireJson.Options);

    public DataContract GetDataContractForType(Type type)
    {
        var held = WireTypes.Held(type);
        if (WireTypes.PrefixOf(held) is not null)
        {
            return DataContract.ForPrimitive(type, DataType.String, dataFormat: null);
        }

        return typeof(JsonNode).IsAssignableFrom(held) ? DataContract.ForDynamic(type) : _json.GetDataContractForType(held);
    }
}

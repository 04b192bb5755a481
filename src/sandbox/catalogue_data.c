/* Names and kinds of the sample company; see catalogue_data.h. Long because it is a list. Apart from
 * the examples of the service's own documents, the companies in it do not exist. */
#include "config.h"
#include "sandbox/catalogue_data.h"

/* clang-format off */

#define ALL_COLORS "White,Cream,Yellow,Gold,Peach,Salmon,Orange,Coral,Red,Burgundy,Light Pink,Pink,Hot Pink,Lavender,Purple,Blue,Green,Bronze,Bicolor,Assorted"
#define SOFT_COLORS "White,Cream,Yellow,Peach,Light Pink,Pink,Hot Pink,Lavender,Purple,Blue,Assorted"
#define WARM_COLORS "White,Yellow,Gold,Orange,Coral,Red,Burgundy,Pink,Hot Pink,Bronze,Bicolor,Assorted"
#define TINTED_COLORS "Tinted Blue,Tinted Black,Tinted Green,Tinted Purple,Tinted Turquoise,Tinted Orange,Rainbow,Tinted Red,Tinted Silver,Tinted Gold"

const struct family catalogue_families[] = {
    { "Roses", "Rose", "R",
      "Freedom:Red,Explorer:Red,Hearts:Red,Red Paris:Red,Forever Young:Red,Black Magic:Red,Black Baccara:Burgundy,"
      "Cherry O:Red,Never Fade:Red,Classy:Red,Royal Baccara:Red,Valentino:Red,Rhodos:Red,Red Eagle:Red,Sexy Red:Red,"
      "Mondial:White,White:White,Polar Star:White,Playa Blanca:White,Tibet:White,Proud:White,Escimo:White,Vendela:Cream,Akito:White,"
      "White Chocolate:Cream,Blizzard:White,Snowbliss:White,White Dove:White,Anastasia:White,Cotton X:White,Bella Vita:White,"
      "Quick Sand:Cream,Sahara:Cream,Cafe del Mar:Peach,Champagne:Cream,Creme de la Creme:Cream,Candlelight:Cream,Jeanne Moreau:White,"
      "Hummer:Yellow,Brighton:Yellow,Tara:Yellow,Skyline:Yellow,Stardust:Yellow,Bikini:Yellow,Sonrisa:Yellow,Momentum:Yellow,"
      "Gold Strike:Yellow,High and Exotic:Bicolor,High and Magic:Bicolor,High and Yellow:Yellow,Idole:Yellow,Conga:Yellow,Butterscotch:Gold,"
      "Toffee:Gold,Golden Mustard:Gold,Caramel:Gold,Combo:Gold,Cappuccino:Gold,Faith:Lavender,Amnesia:Lavender,Ocean Song:Lavender,"
      "Moody Blues:Lavender,Cool Water:Lavender,Deep Purple:Purple,Blueberry:Purple,Purple Haze:Purple,Andrea:Lavender,Maritim:Lavender,"
      "Nautica:Lavender,Sweet Unique:Light Pink,Engagement:Light Pink,Pink Mondial:Light Pink,Esther:Light Pink,Geraldine:Light Pink,"
      "Ballet:Light Pink,Titanic:Light Pink,Hermosa:Light Pink,Lucia:Pink,Sophie:Light Pink,Pink O'Hara:Pink,Jessika:Pink,"
      "Rosita Vendela:Pink,Saga:Pink,Pink Floyd:Hot Pink,Topaz:Hot Pink,Hot Lady:Hot Pink,Cherry Brandy:Bicolor,Gotcha:Hot Pink,"
      "Hot Princess:Hot Pink,Lola:Hot Pink,Full Monty:Hot Pink,Tenga Venga:Hot Pink,Roseberry:Hot Pink,Cha Cha:Hot Pink,Priceless:Pink,"
      "Carrousel:Bicolor,Sweetness:Bicolor,Dolce Vita:Bicolor,Fiesta:Bicolor,Iguana:Bicolor,Latin Circus:Bicolor,Circus:Bicolor,"
      "Hot Merengue:Bicolor,Paloma:Bicolor,Pink Intuition:Bicolor,Silantoi:Bicolor,Free Spirit:Orange,Tycoon:Orange,Orange Crush:Orange,"
      "Nina:Orange,Star 2000:Orange,Wow:Orange,Naranja:Orange,Confidential:Orange,Mayra's Peach:Peach,Kahala:Peach,Shimmer:Peach,"
      "Tiffany:Peach,Finess:Peach,Phoenix:Peach,Carpe Diem:Peach,Versilia:Peach,Coral Reef:Coral,Movie Star:Coral,Amsterdam:Coral,"
      "Lady Margaret:Coral,Impulse:Coral,Monte Carlo:Coral,Super Green:Green,Green Tea:Green,Jade:Green,Limbo:Green,Cumbia:Orange,"
      "Mandala:Cream,Secret Garden:Bicolor,Novia:Pink,Nectarine:Peach,Opala:Pink,Vuvuzela:Peach,Country Blues:Lavender,"
      "Assorted:Assorted,Hilux:Red,Magic Times:Bicolor,Boulevard:Pink,Luciano:Bicolor,Marilyn:Pink,Quicksilver:Lavender,Ocean Mist:Lavender,Mother of Pearl:Cream,"
      TINTED_COLORS,
      "40,50,60,70,80,90", 28, false, 25, 10 },
    { "Roses", "Rose Bouquet Pack", "RPK", ALL_COLORS, "40,50,60", 32, false, 12, 20 },
    { "Spray Roses", "Spray Rose", "SR",
      "Snowflake:White,Jana:White,White Majolica:White,Babe:Peach,Ilse:Peach,Lovely Lydia:Pink,Sweet Sara:Pink,Chablis:Cream,"
      "Romantica:Hot Pink,Hot Majolica:Hot Pink,Pink Majolica:Pink,Mikado:Red,Rubicon:Red,Scarlet Mimi:Red,Fire King:Bicolor,"
      "Fireworks:Bicolor,Gold Strike Spray:Yellow,Yellow Babe:Yellow,Sahara Sensation:Cream,Star Blush:Light Pink,Silver Mikado:Lavender,"
      "Purple Sky:Lavender,Bubbles:Light Pink,Royal Porcelina:Cream,Wedding:White,Tango:Orange,Alegria:Orange,Macarena:Bicolor,"
      "Lydia:Pink,Viviane:Light Pink,Salinero:Hot Pink,Nikita:Peach,Golden Star:Yellow,Creamy Twister:Cream",
      "40,50,60,70", 34, false, 10, 12 },
    { "Garden Roses", "Garden Rose", "GR",
      "Juliet:Peach,Patience:White,Keira:Light Pink,Miranda:Pink,Beatrice:Yellow,Darcey:Red,Kate:Hot Pink,Constance:Light Pink,"
      "Charity:Peach,Rosalind:Light Pink,White O'Hara:White,Pink O'Hara Garden:Light Pink,Alabaster:White,Cloud:White,Leonora:White,"
      "Mayra's Red:Red,Mayra's Pink:Pink,Mayra's Rose:Hot Pink,Romantic Antike:Peach,Country Spirit:Pink,Baronesse:Hot Pink,"
      "Yves Piaget:Hot Pink,Princess Aiko:Pink,Caramel Antike:Gold,Vitality:White,Bridal Piaget:Light Pink,Campanella:Peach,"
      "Capability:Lavender,Edith:Pink,Effie:Peach,Eugenie:Lavender,Purity:White,Tess:Red,Gracious:Lavender",
      "40,50,60", 95, false, 12, 8 },
    { "Carnations", "Carnation", "C",
      "Moon Light:White,White Liberty:White,Nelson:Red,Don Pedro:Red,Domingo:Red,Gaudina:Red,Turbo:Red,Grand Slam:Red,"
      "Hermes:Yellow,Caroline Gold:Yellow,Liberty:Yellow,Solex:Yellow,Lizzy:Orange,Hermes Orange:Orange,Star Cherry:Orange,Solar:Orange,"
      "Doncel:Pink,Komachi:Pink,Nobbio Pink:Pink,Cinderella:Light Pink,Chocolate Pink:Light Pink,Mariposa:Hot Pink,Bizet:Hot Pink,"
      "Zurigo:Hot Pink,Antigua:Peach,Lege Marrone:Peach,Dubai:Peach,Viper Wine:Burgundy,Damascus:Burgundy,Haytor:Green,Goblin:Green,"
      "Prado Mint:Green,Moon Aqua:Lavender,Moon Vista:Purple,Farida:Lavender,Extasis:Purple,Rodas:Bicolor,Hypnosis:Bicolor,"
      "Brut:Bronze,Minerva:Bicolor,Cherrytessino:Bicolor,Bacarat:Bicolor,Arthur:Red,Delphi:White,Ice Cream:Bicolor,"
      TINTED_COLORS,
      "Fancy,Select,Standard,Short", 17, false, 25, 14 },
    { "Mini Carnations", "Mini Carnation", "MC",
      "White Cascade:White,Snow Flame:White,Aragon:Red,Rony:Red,Scarlette:Red,Sunshine:Yellow,Academy:Yellow,Orange Magic:Orange,"
      "Orbit Plus:Orange,Pink Star:Pink,Barbara:Pink,Lior:Light Pink,Cherie:Light Pink,Rosy:Hot Pink,Fancy Purple:Purple,Epsilon:Purple,"
      "Kiwi Mellow:Green,Green Fuse:Green,Peach Fizz:Peach,Apricot Dance:Peach,Burgundy Wine:Burgundy,Ruby Bicolor:Bicolor,"
      "Antique Dust:Bronze,Brown Sugar:Bronze,Assorted:Assorted,Rainbow Mix:Assorted",
      "Fancy,Select,Standard", 380, true, 10, 22 },
    { "Hydrangeas", "Hydrangea", "HYD",
      "White:White,Super White:White,Light Blue:Blue,Dark Blue:Blue,Shocking Blue:Blue,Lavender:Lavender,Purple:Purple,Light Pink:Light Pink,"
      "Dark Pink:Hot Pink,Lime Green:Green,Emerald Green:Green,Mojito Green:Green,Antique Green:Green,Antique Pink:Pink,Antique Blue:Blue,"
      "Burgundy:Burgundy,Cafe:Bronze,Tinted Red:Red,Tinted Orange:Orange,Tinted Black:Black,Tinted Yellow:Yellow,Glitter White:White",
      "Select,Premium,Jumbo,Mini", 92, false, 1, 40 },
    { "Alstroemeria", "Alstroemeria", "AL",
      "Virginia:White,Whistler:White,Bianca:White,Nadya:Red,Tampa:Red,Red Sublime:Red,Senna:Yellow,Lemon:Yellow,Dubai Gold:Yellow,"
      "Fuego:Orange,Orange Queen:Orange,Irena:Pink,Cherry Bay:Pink,Gala:Pink,Pink Surprise:Light Pink,Himalaya:Light Pink,Shakira:Hot Pink,"
      "Charmelia Hot:Hot Pink,Jupiter:Lavender,Intenz Violet:Purple,Everest:Purple,Blue Velvet:Blue,Avalanche:White,Balance:Bicolor,"
      "Napoli:Coral,Romana:Peach,Primadonna:Pink,Sacha:Burgundy,Assorted:Assorted",
      "Super Select,Select,Fancy,Standard", 24, false, 10, 24 },
    { "Chrysanthemums", "Pompon Daisy", "PDA", ALL_COLORS, "Select,Fancy,Standard", 290, true, 5, 24 },
    { "Chrysanthemums", "Pompon Cushion", "PCU", ALL_COLORS, "Select,Fancy,Standard", 290, true, 5, 24 },
    { "Chrysanthemums", "Pompon Button", "PBU", ALL_COLORS, "Select,Fancy,Standard", 290, true, 5, 24 },
    { "Chrysanthemums", "Pompon Novelty", "PNO", ALL_COLORS, "Select,Fancy,Standard", 310, true, 5, 24 },
    { "Chrysanthemums", "Chrysanthemum Disbud", "CHD",
      "Cremon White:White,Cremon Yellow:Yellow,Cremon Bronze:Bronze,Cremon Lavender:Lavender,Cremon Green:Green,Football White:White,"
      "Football Yellow:Yellow,Football Pink:Pink,Spider White:White,Spider Yellow:Yellow,Spider Green:Green,Spider Lavender:Lavender,"
      "Spider Bronze:Bronze,Magnum White:White,Magnum Yellow:Yellow,Zembla White:White,Zembla Lime:Green,Rossano Pink:Pink,Bigoudi Purple:Purple,"
      "Tutu Cream:Cream,Anastasia Green:Green,Anastasia Bronze:Bronze", "Select,Fancy,Standard", 62, false, 10, 15 },
    { "Chrysanthemums", "Santini", "SAN", ALL_COLORS, "Select,Fancy", 320, true, 8, 20 },
    { "Gypsophila", "Gypsophila", "GY",
      "Xlence:White,Million Star:White,Over Time:White,Cosmic:White,New Love:White,Party Time:White,Perfecta:White,Mirabella:White,"
      "Tinted Pink:Pink,Tinted Blue:Blue,Tinted Lavender:Lavender,Tinted Yellow:Yellow,Tinted Peach:Peach,Rainbow:Assorted",
      "250 gr,500 gr,750 gr,1000 gr", 460, true, 20, 18 },
    { "Gerbera", "Gerbera", "GE", ALL_COLORS, "Jumbo,Select,Standard", 48, false, 10, 14 },
    { "Gerbera", "Mini Gerbera", "MGE", ALL_COLORS, "Select,Standard", 36, false, 10, 22 },
    { "Lilies", "Oriental Lily", "LO",
      "Casa Blanca:White,Santander:White,Siberia:White,Zambesi:White,Premium Blonde:White,Sorbonne:Pink,Starfighter:Hot Pink,Stargazer:Hot Pink,"
      "Tiber:Pink,Brindisi:Pink,Medusa:Light Pink,Rialto:White,Conca d'Or:Yellow,Manissa:Yellow,Robina:Hot Pink,Table Dance:Hot Pink,"
      "Acapulco:Hot Pink,Corvara:Pink,Mero Star:Bicolor,Roselily Anouska:Light Pink", "2-3,3-5,4+", 185, false, 10, 6 },
    { "Lilies", "Asiatic Lily", "LA",
      "Navona:White,Nashville:Yellow,Pollyanna:Yellow,Brunello:Orange,Tresor:Orange,Original Love:Red,Black Out:Burgundy,Bright Diamond:White,"
      "Pavia:Yellow,Indian Summerset:Hot Pink,Brindisi LA:Pink,Algarve:Pink,Ercolano:White,Litouwen:White,Eyeliner:Bicolor,Fangio:Hot Pink,"
      "Assorted:Assorted", "2-3,3-5,4+", 88, false, 10, 10 },
    { "Sunflowers", "Sunflower", "SUN",
      "Vincent Choice:Yellow,Vincent Fresh:Yellow,Sunrich Orange:Gold,Sunbright:Yellow,Green Center:Yellow,Ring of Fire:Bicolor,Teddy Bear:Yellow,"
      "Chocolate:Bronze,ProCut White:White,Tinted Red:Red,Mini Sunflower:Yellow", "Jumbo,Select,Medium,Petite", 62, false, 5, 20 },
    { "Snapdragons", "Snapdragon", "SNA", SOFT_COLORS ",Orange,Red,Burgundy,Bronze", "Select,Fancy,Standard", 54, false, 10, 14 },
    { "Statice", "Statice", "STA", SOFT_COLORS, "Select,Standard", 330, true, 10, 24 },
    { "Limonium", "Limonium", "LIM",
      "Maine Blue:Blue,Sinzii Sunrise:Pink,Piña Colada:White,Safora Pink:Pink,Safora Dark Blue:Blue,Misty White:White,Misty Blue:Blue,"
      "Misty Pink:Pink,Caspia:Lavender,Chorus Magenta:Hot Pink,Tinted Green:Green,Emille:White", "Select,Standard", 410, true, 10, 20 },
    { "Fillers", "Solidago", "SOL", "Tara Gold:Yellow,Golden Glory:Yellow,Yellow Submarine:Yellow,Tinted Orange:Orange,Tinted Red:Red", "Select,Fancy,Standard", 260, true, 10, 26 },
    { "Fillers", "Aster", "AST", "Matsumoto White:White,Matsumoto Purple:Purple,Matsumoto Pink:Pink,Monte Casino White:White,Monte Casino Purple:Purple,"
      "Serenade Red:Red,Solidaster:Yellow", "Select,Fancy,Standard", 300, true, 10, 22 },
    { "Fillers", "Hypericum", "HYP",
      "Red Romance:Red,Coco Uno:Red,Coco Bamboo:Peach,Coco Casino:Burgundy,Coco Avanti:Peach,Magical Green:Green,Jade Flair:Green,Ivory Flair:Cream,"
      "Pinky Flair:Pink,Magical Champagne:Gold,True Romance:Pink,Excellent Flair:Red", "50,60,70", 46, false, 10, 18 },
    { "Fillers", "Waxflower", "WAX", "White:White,Pink:Pink,Lavender Sue:Lavender,Revelation:White,Blondie:Cream,Dancing Queen:Pink,Tinted Blue:Blue", "Select,Fancy,Standard", 520, true, 10, 16 },
    { "Fillers", "Trachelium", "TRA", "White:White,Purple:Purple,Green:Green,Lavender:Lavender,Burgundy:Burgundy", "Select,Fancy,Standard", 50, false, 10, 16 },
    { "Fillers", "Eryngium", "ERY", "Orion:Blue,Sirius Questar:Blue,Supernova:Blue,Green:Green,White Glitter:White,Magnetar:Blue", "50,60,70", 70, false, 10, 14 },
    { "Fillers", "Craspedia", "CRA", "Golf Beauty:Yellow,Billy Ball:Yellow,Tinted:Assorted", "50,60,70", 42, false, 10, 20 },
    { "Fillers", "Veronica", "VER", "White:White,Purple:Purple,Pink:Pink,Blue:Blue,Lavender:Lavender", "Select,Fancy,Standard", 56, false, 10, 16 },
    { "Fillers", "Scabiosa", "SCA", "White:White,Black Knight:Burgundy,Blackberry Scoop:Burgundy,Lavender Scoop:Lavender,Candy Scoop:Pink,Marshmallow Scoop:Light Pink,Pods:Green", "Select,Fancy", 64, false, 10, 14 },
    { "Fillers", "Astrantia", "ASR", "Roma:Pink,Million Stars:White,Star of Love:Burgundy", "50,60", 78, false, 10, 14 },
    { "Fillers", "Amaranthus", "AMA", "Hanging Red:Red,Hanging Green:Green,Upright Red:Red,Upright Green:Green,Bronze:Bronze", "Select,Fancy,Standard", 580, true, 5, 14 },
    { "Fillers", "Celosia", "CEL", "Act Pink:Pink,Bombay Red:Red,Bombay Yellow:Yellow,Bombay Purple:Purple,Bombay Orange:Orange,Plume Red:Red,Plume Yellow:Yellow,Plume Orange:Orange", "Select,Fancy,Standard", 66, false, 5, 20 },
    { "Fillers", "Bupleurum", "BUP", "Griffithii:Green,Green Gold:Green", "Select,Standard", 480, true, 10, 18 },
    { "Line Flowers", "Delphinium", "DEL", "Sea Waltz:Blue,Sky Waltz:Blue,Guardian White:White,Guardian Blue:Blue,Guardian Lavender:Lavender,Trick Dark Blue:Blue,Bella Andes:Blue,Volkerfrieden:Blue,Dewi Boy:Blue", "Select,Fancy,Standard", 98, false, 10, 8 },
    { "Line Flowers", "Larkspur", "LAR", SOFT_COLORS, "Select,Fancy,Standard", 52, false, 10, 14 },
    { "Line Flowers", "Stock", "STO", SOFT_COLORS ",Red,Burgundy", "Select,Fancy,Standard", 68, false, 10, 10 },
    { "Line Flowers", "Gladiolus", "GLA", ALL_COLORS, "Select,Fancy,Standard", 58, false, 10, 12 },
    { "Line Flowers", "Liatris", "LIA", "Purple:Purple,White:White", "50,60,70,80", 38, false, 10, 18 },
    { "Line Flowers", "Bells of Ireland", "BEL", "Green:Green,Light Green:Green", "50,60,70,80", 62, false, 10, 12 },
    { "Lisianthus", "Lisianthus", "LIS", SOFT_COLORS ",Green,Bicolor", "Select,Fancy,Standard", 98, false, 10, 10 },
    { "Lisianthus", "Lisianthus Double", "LSD", SOFT_COLORS ",Green,Bicolor", "Select,Fancy,Standard", 112, false, 10, 10 },
    { "Bulb Flowers", "Tulip", "TU",
      "Strong Gold:Yellow,Royal Virgin:White,Ile de France:Red,Dynasty:Pink,Barcelona:Hot Pink,Purple Prince:Purple,Negrita:Purple,Queen of Night:Burgundy,"
      "Orange Juice:Orange,Leen van der Mark:Bicolor,Columbus:Pink,Foxtrot:Light Pink,Antarctica:White,Monte Orange:Orange,Double Dutch:Bicolor,"
      "Super Parrot:White,Parrot King:Orange,Rococo:Red,Blue Diamond:Purple,Mascotte:Hot Pink,White Liberstar:White,Denmark:Bicolor,Assorted:Assorted",
      "Select,Fancy,Standard", 54, false, 10, 30 },
    { "Bulb Flowers", "Iris", "IRI", "Blue Magic:Blue,Telstar:Blue,Casablanca:White,Golden Beauty:Yellow,Hong Kong:Purple,Discovery:Blue", "Select,Fancy,Standard", 46, false, 10, 22 },
    { "Bulb Flowers", "Freesia", "FRE", SOFT_COLORS ",Red,Orange", "Select,Fancy,Standard", 66, false, 10, 20 },
    { "Bulb Flowers", "Ranunculus", "RAN", SOFT_COLORS ",Red,Orange,Coral,Burgundy,Salmon,Butterfly Ariadne:Light Pink,Butterfly Hades:Burgundy,Clooney Hanoi:Light Pink,Elegance Crema:Cream", "Select,Fancy,Standard", 110, false, 10, 14 },
    { "Bulb Flowers", "Anemone", "ANE", "White Black Center:White,White:White,Blue:Blue,Red:Red,Burgundy:Burgundy,Hot Pink:Hot Pink,Light Pink:Light Pink,Lavender:Lavender,Assorted:Assorted", "Select,Fancy,Standard", 96, false, 10, 16 },
    { "Bulb Flowers", "Calla", "CAL", "White:White,Crystal Blush:White,Captain Romance:Pink,Captain Violet:Purple,Captain Safari:Orange,Captain Solo:Yellow,Odessa:Purple,Schwarzwalder:Black,Picasso:Bicolor,Mango:Orange,Nightcap:Purple,Garnet Glow:Hot Pink,Hot Chocolate:Burgundy", "Mini 40,Mini 50,Large 60,Large 70", 82, false, 10, 14 },
    { "Bulb Flowers", "Amaryllis", "AMY", "Red Lion:Red,Mont Blanc:White,Apple Blossom:Bicolor,Minerva:Bicolor,Exposure:Hot Pink,Royal Velvet:Burgundy,Rilona:Peach", "Select,Fancy,Standard", 290, false, 5, 6 },
    { "Bulb Flowers", "Dahlia", "DAH", ALL_COLORS ",Cafe au Lait:Cream,Karma Choc:Burgundy,Jowey Winnie:Coral", "Select,Fancy,Standard", 140, false, 5, 12 },
    { "Peonies", "Peony", "PEO", "Sarah Bernhardt:Light Pink,Duchesse de Nemours:White,Festiva Maxima:White,Coral Charm:Coral,Coral Sunset:Coral,Kansas:Hot Pink,Red Charm:Red,Bowl of Cream:Cream,Gardenia:White,Karl Rosenfield:Red,Dr. Alexander Fleming:Pink,Pink Hawaiian Coral:Coral,Etched Salmon:Salmon,Command Performance:Hot Pink,Monsieur Jules Elie:Pink", "Select,Fancy,Standard,Jumbo", 260, false, 5, 12 },
    { "Tropicals", "Anthurium", "ANT", "Tropical Red:Red,Acropolis:White,Midori:Green,Pistache:Green,Marysia:Bicolor,Cheers:Light Pink,Maxima Verde:Green,Safari:Bicolor,Black Love:Burgundy,Rosa:Pink,Fantasia:Cream,Casino:Orange", "Mini,Medium,Large,XL", 125, false, 1, 30 },
    { "Tropicals", "Heliconia", "HEL", "Parrot:Orange,Rostrata:Red,Sexy Pink:Pink,Bihai:Red,Wagneriana:Bicolor,Opal:Orange,Psittacorum:Orange", "Small,Medium,Large", 160, false, 5, 6 },
    { "Tropicals", "Ginger", "GIN", "Red:Red,Pink:Pink,Torch Red:Red,Torch Pink:Pink,Shampoo:Green", "Small,Medium,Large", 130, false, 5, 8 },
    { "Tropicals", "Bird of Paradise", "BOP", "Orange:Orange,Giant White:White", "Small,Medium,Large", 120, false, 5, 8 },
    { "Tropicals", "Protea", "PRO", "King White:White,King Pink:Pink,Pink Ice:Pink,Repens:Red,Sylvia:Hot Pink,Susara:Pink,White Crown:White,Niobe:Green", "Small,Medium,Large", 340, false, 1, 20 },
    { "Tropicals", "Leucadendron", "LEU", "Safari Sunset:Burgundy,Inca Gold:Yellow,Jester:Bicolor,Discolor:Green,Plumosum:Green,Jade Pearl:Green", "40,50,60,70", 62, false, 10, 14 },
    { "Tropicals", "Pincushion", "PIN", "Tango:Orange,Veld Fire:Orange,Succession:Red,High Gold:Yellow,Scarlet Ribbon:Red,Carnival:Bicolor", "40,50,60", 108, false, 10, 10 },
    { "Orchids", "Orchid Cymbidium", "OCY", "White:White,Green:Green,Pink:Pink,Yellow:Yellow,Burgundy:Burgundy,Brown:Bronze,Mini White:White,Mini Green:Green", "6 Bloom,8 Bloom,10 Bloom", 1250, false, 1, 12 },
    { "Orchids", "Orchid Dendrobium", "ODE", "White:White,Bom:Purple,Sonia:Bicolor,Green:Green,Tinted Blue:Blue,Pink:Pink", "Small,Medium,Large,XL", 72, false, 10, 14 },
    { "Orchids", "Orchid Phalaenopsis", "OPH", "White:White,Pink:Pink,Yellow:Yellow,Spotted:Bicolor", "Small,Medium,Large", 980, false, 1, 14 },
    { "Greens", "Ruscus", "RUS", "Israeli:Green,Italian:Green,Bleached:White,Tinted Red:Red,Holland:Green", "40,50,60,70,80", 210, true, 10, 30 },
    { "Greens", "Leather Leaf", "LLF", "Green:Green", "Small,Medium,Large,XL", 120, true, 25, 30 },
    { "Greens", "Salal", "SAL", "Tips:Green,Long:Green,Variegated:Green", "Half Bunch,Full Bunch,Jumbo", 320, true, 20, 14 },
    { "Greens", "Eucalyptus", "EUC", "Silver Dollar:Green,Baby Blue:Blue,Seeded:Green,Willow:Green,Gunnii:Green,Parvifolia:Green,Spiral:Green,True Blue:Blue,Feather:Green,Populus:Green,Tinted Red:Red,Bleached:White", "50,60,70,80", 480, true, 10, 16 },
    { "Greens", "Pittosporum", "PIT", "Green:Green,Variegated:Green,Nigra:Green,Silver Queen:Green", "50,60,70", 450, true, 10, 16 },
    { "Greens", "Cocculus", "COC", "Green:Green", "50,60,70", 240, true, 10, 24 },
    { "Greens", "Aralia", "ARA", "Green:Green,Variegated:Green", "Small,Medium,Large", 280, true, 10, 24 },
    { "Greens", "Aspidistra", "ASP", "Green:Green,Variegated:Green,Milky Way:Green", "50,60,70", 260, true, 10, 24 },
    { "Greens", "Monstera", "MON", "Green:Green,Variegated:Green,Tinted Gold:Gold", "Small,Medium,Large,XL", 52, false, 10, 14 },
    { "Greens", "Tree Fern", "TFE", "Green:Green,Tinted:Assorted", "Small,Medium,Large", 190, true, 20, 30 },
    { "Greens", "Ming Fern", "MIN", "Green:Green", "Small,Medium,Large", 280, true, 10, 22 },
    { "Greens", "Plumosus", "PLU", "Green:Green", "Small,Medium,Large", 260, true, 10, 26 },
    { "Greens", "Bear Grass", "BGR", "Green:Green", "Small,Medium,Large", 200, true, 50, 26 },
    { "Greens", "Lily Grass", "LGR", "Green:Green,Variegated:Green", "Small,Medium,Large", 140, true, 25, 34 },
    { "Greens", "Myrtle", "MYR", "Green:Green,Variegated:Green", "50,60,70", 380, true, 10, 20 },
    { "Greens", "Olive", "OLI", "Green:Green,Fruited:Green", "50,60,70", 690, true, 5, 14 },
    { "Greens", "Dusty Miller", "DUS", "New Look:Silver,Lace:Silver", "Small,Medium,Large", 720, true, 10, 16 },
    { "Greens", "Magnolia", "MAG", "Green:Green,Tips:Green", "50,60,70", 880, true, 10, 8 },
    { "Greens", "Boxwood", "BOX", "Green:Green,Variegated:Green,Tips:Green", "Small,Medium,Large", 360, true, 10, 18 },
    { "Greens", "Podocarpus", "POD", "Green:Green,Weeping:Green", "50,60,70", 300, true, 10, 20 },
    { "Greens", "Huckleberry", "HUC", "Green:Green,Red:Red", "Half Bunch,Full Bunch", 410, true, 20, 14 },
    { "Greens", "Areca Palm", "ARE", "Green:Green", "Small,Medium,Large,XL", 38, false, 10, 20 },
    { "Greens", "Emerald Palm", "EME", "Green:Green", "Small,Medium,Large", 160, true, 25, 30 },
    { "Greens", "Philodendron", "PHI", "Xanadu:Green,Selloum:Green,Gold:Gold", "Small,Medium,Large", 44, false, 10, 18 },
    { "Greens", "Ti Leaf", "TIL", "Green:Green,Red:Red,Black:Burgundy,Bicolor:Bicolor", "Small,Medium,Large", 220, true, 10, 24 },
    { "Greens", "Curly Willow", "CWI", "Green:Green,Tinted Red:Red,Tinted Gold:Gold", "100 cm,120 cm,150 cm", 560, true, 10, 8 },
    { "Dianthus", "Dianthus", "DIA", "Green Ball:Green,Green Trick:Green,Solomio Red:Red,Solomio Pink:Pink,Solomio White:White,Solomio Purple:Purple,Amazon Neon Duo:Bicolor,Amazon Purple:Purple,Barbarini White:White,Barbarini Red:Red", "Select,Fancy,Standard", 38, false, 10, 18 },
    { "Novelties", "Kale", "KAL", "Crane White:White,Crane Pink:Pink,Crane Red:Burgundy,Crane Bicolor:Bicolor", "50,60,70", 78, false, 10, 8 },
    { "Novelties", "Zinnia", "ZIN", ALL_COLORS, "Select,Standard", 44, false, 10, 18 },
    { "Novelties", "Cosmos", "COS", "White:White,Pink:Pink,Double Click Rose:Pink,Chocolate:Burgundy,Xanthos:Yellow", "Select,Standard", 52, false, 10, 18 },
    { "Novelties", "Sweet Pea", "SWP", SOFT_COLORS, "Select,Fancy,Standard", 98, false, 10, 16 },
    { "Novelties", "Didiscus", "DID", "White:White,Blue:Blue,Pink:Pink", "Select,Standard", 58, false, 10, 16 },
    { "Novelties", "Campanula", "CAM", "White:White,Pink:Pink,Blue:Blue,Lavender:Lavender", "Select,Fancy,Standard", 92, false, 10, 10 },
    { "Novelties", "Allium", "ALM", "Purple Sensation:Purple,Globemaster:Purple,Snake Ball:Green,White Giant:White", "Small,Medium,Large", 160, false, 5, 14 },
    { "Novelties", "Agapanthus", "AGA", "Blue:Blue,White:White", "50,60,70,80", 120, false, 5, 14 },
    { "Novelties", "Nigella", "NIG", "Blue:Blue,White:White,Pods:Green", "Select,Standard", 62, false, 10, 16 },
    { "Novelties", "Brassica", "BRA", "White:White,Rose:Pink,Red:Burgundy", "50,60,70", 74, false, 10, 8 },
    { "Novelties", "Poppy", "POP", "Colibri White:White,Colibri Orange:Orange,Colibri Yellow:Yellow,Pods:Green,Assorted:Assorted", "Select,Standard", 118, false, 10, 14 },
    { "Novelties", "Hellebore", "HLB", "White:White,Green:Green,Burgundy:Burgundy,Spotted:Bicolor", "Select,Standard", 190, false, 10, 10 },
    { "Bouquets", "Bouquet", "BQ",
      "Sunrise:Assorted,Country Garden:Assorted,Farm Fresh:Assorted,Birthday:Assorted,Ruby:Red,Blush:Pink,Autumn Harvest:Bronze,Winter White:White,"
      "Citrus:Orange,Meadow:Assorted,Lavender Fields:Lavender,Valentine:Red,Mother's Day:Pink,Easter Morning:Assorted,Thanksgiving:Bronze,Fiesta Grande:Assorted,"
      "Market Mix:Assorted,Happy Hour:Assorted,Primavera:Assorted,Ocean Breeze:Blue,Candy Shop:Pink,Sweet Home:Assorted,Carnaval:Assorted,Niña Bonita:Pink,"
      "Alegría:Assorted,Corazón:Red,Montaña:Green,Rose and Lily:Pink,Just Because:Assorted,Red White and Blue:Assorted,Irish Luck:Green,Halloween:Orange",
      "7 Stem,10 Stem,12 Stem,15 Stem,18 Stem,24 Stem", 480, true, 1, 20 },
    { "Bouquets", "Consumer Bunch", "CB", ALL_COLORS, "Mini,Standard,Deluxe,Premium", 390, true, 1, 24 },
    { "Bouquets", "Mixed Bunch", "MB", WARM_COLORS, "Mini,Standard,Deluxe,Premium", 420, true, 1, 24 },
    { "Roses", "Rose Petals", "RPE", ALL_COLORS, "1 lb,2 lb,5 lb", 1450, true, 1, 10 },
    { "Carnations", "Carnation Consumer Bunch", "CCB", ALL_COLORS, "5 Stem,6 Stem,10 Stem,12 Stem", 210, true, 1, 40 },
    { "Alstroemeria", "Alstroemeria Consumer Bunch", "ACB", ALL_COLORS, "6 Stem,8 Stem,10 Stem", 230, true, 1, 40 },
    { "Gerbera", "Gerbera Consumer Bunch", "GCB", ALL_COLORS, "5 Stem,6 Stem,8 Stem", 260, true, 1, 30 },
    { "Chrysanthemums", "Pompon Consumer Bunch", "PCB", ALL_COLORS, "5 Stem,6 Stem,7 Stem", 240, true, 1, 36 },
    { "Roses", "Rose Dozen", "RDZ", ALL_COLORS ",Red and White:Bicolor,Pink and White:Bicolor", "40,50,60,70", 560, true, 12, 16 },
    { "Spray Roses", "Spray Rose Consumer Bunch", "SCB", ALL_COLORS, "5 Stem,8 Stem,10 Stem", 310, true, 1, 30 },
    { "Mini Carnations", "Mini Carnation Consumer Bunch", "MCB", ALL_COLORS, "5 Stem,8 Stem,10 Stem", 220, true, 1, 40 },
    { "Lisianthus", "Lisianthus Consumer Bunch", "LCB", ALL_COLORS, "5 Stem,8 Stem", 380, true, 1, 24 },
    { "Lilies", "Lily Consumer Bunch", "LYB", WARM_COLORS, "3 Stem,5 Stem", 420, true, 1, 20 },
    { "Tulips", "Tulip Consumer Bunch", "TCB", ALL_COLORS, "10 Stem,15 Stem,20 Stem", 440, true, 1, 30 },
    { "Sunflowers", "Sunflower Consumer Bunch", "SFB", "Yellow,Orange,Bicolor,Red", "3 Stem,5 Stem", 320, true, 1, 30 },
    { 0 },
};

const struct named catalogue_customers[] = {
    { "Fresh", "Mr. Fresh" },
    { "PENA", "Peña Floral Imports" },
    { "PENAW", "Peña Wholesale Florist" },
    { "PENAS", "Penalosa & Sons Florists" },
    { "NANDU", "Ñandú Flores y Follajes" },
    { "ZOE", "Zoë's Flower Bar" },
    { "ZOEW", "Zoë's Weddings & Events" },
    { "HANAYA", "花屋 Hanaya" },
    { "SAKURA", "さくら Sakura Floral Design" },
    { "HUADIAN", "百合花店 Lily House" },
    { "KKOT", "꽃집 Kkotjip Flowers" },
    { "FLEUR", "L'Atelier de la Fleur" },
    { "CHATEAU", "Fleuriste du Château" },
    { "MONTR", "Marché aux Fleurs Montréal" },
    { "QUEBEC", "Québec Fleurs en Gros" },
    { "BLUTEN", "Blütenhaus Imports" },
    { "TULPAN", "Tulpanträdgården" },
    { "JARDIN", "El Jardín de Doña Inés" },
    { "CORAZON", "Corazón Event Flowers" },
    { "SAOJOAO", "São João Floral" },
    { "AZUCENA", "Azucena's Flowers & Gifts" },
    { "METROPOLITAN-EXCHANGE-TRI-STATE", "The Greater Metropolitan Wholesale Florists' and Growers' Cooperative Exchange of the Tri-State Area" },
    { 0 },
};

const struct chain catalogue_chains[] = {
    { "GVM", "Green Valley Market", "#%d", 101, 24, "Supermarket" },
    { "HFG", "Harvest Fair Grocers", "#%d", 12, 18, "Supermarket" },
    { "SUNM", "Sunny Mart", "Store %d", 2001, 16, "Supermarket" },
    { "BBO", "Bloom Box Online", "Hub %d", 1, 6, "Online" },
    { "PFW", "Prairie Floral Wholesale", "Branch %d", 1, 9, "Wholesaler" },
    { "CFX", "Coastal Floral Exchange", "Branch %d", 1, 8, "Wholesaler" },
    { 0 },
};

const char *const catalogue_first_words[] = {
    "Rosewood", "Bluebird", "Willow Creek", "Main Street", "Cedar Hill", "Harbor", "Lakeside", "Magnolia", "Golden Gate", "Blue Ridge",
    "Old Town", "Riverbend", "Sunset", "Hillcrest", "Maple Grove", "Ivy", "Camellia", "Juniper", "Wild Iris", "Copper Kettle",
    "Northside", "Eastwood", "Palm Coast", "Pine Ridge", "Silver Birch", "Stone Bridge", "Twin Oaks", "Union Square", "Violet", "White Picket",
    "Azalea", "Bay Leaf", "Canterbury", "Desert Bloom", "Evergreen", "Foxglove", "Garden Gate", "Heather", "Indigo", "Jasmine",
    NULL,
};

const char *const catalogue_last_words[] = {
    "Florist", "Flowers", "Floral Design", "Wholesale Florist", "Flower Market", "Blooms", "Floral Studio", "Flowers & Gifts", "Events", "Petals",
    NULL,
};

const struct town catalogue_towns[] = {
    { "Miami", "FL", "331", "US", "305" }, { "Orlando", "FL", "328", "US", "407" }, { "Tampa", "FL", "336", "US", "813" },
    { "Jacksonville", "FL", "322", "US", "904" }, { "Atlanta", "GA", "303", "US", "404" }, { "Savannah", "GA", "314", "US", "912" },
    { "Charlotte", "NC", "282", "US", "704" }, { "Raleigh", "NC", "276", "US", "919" }, { "Richmond", "VA", "232", "US", "804" },
    { "Baltimore", "MD", "212", "US", "410" }, { "Philadelphia", "PA", "191", "US", "215" }, { "Newark", "NJ", "071", "US", "973" },
    { "New York", "NY", "100", "US", "212" }, { "Boston", "MA", "021", "US", "617" }, { "Pittsburgh", "PA", "152", "US", "412" },
    { "Cleveland", "OH", "441", "US", "216" }, { "Detroit", "MI", "482", "US", "313" }, { "Chicago", "IL", "606", "US", "312" },
    { "Minneapolis", "MN", "554", "US", "612" }, { "St. Louis", "MO", "631", "US", "314" }, { "Nashville", "TN", "372", "US", "615" },
    { "New Orleans", "LA", "701", "US", "504" }, { "Houston", "TX", "770", "US", "713" }, { "Dallas", "TX", "752", "US", "214" },
    { "San Antonio", "TX", "782", "US", "210" }, { "Denver", "CO", "802", "US", "303" }, { "Phoenix", "AZ", "850", "US", "602" },
    { "Los Angeles", "CA", "900", "US", "213" }, { "San Diego", "CA", "921", "US", "619" }, { "San Francisco", "CA", "941", "US", "415" },
    { "Portland", "OR", "972", "US", "503" }, { "Seattle", "WA", "981", "US", "206" }, { "Toronto", "ON", "M5V", "CA", "416" },
    { "Montréal", "QC", "H2X", "CA", "514" }, { "San Juan", "PR", "009", "US", "787" },
    { 0 },
};

const char *const catalogue_streets[] = {
    "Main St", "Market St", "Oak Ave", "Flower District Blvd", "NW 25th St", "Industrial Pkwy", "Commerce Dr", "Garden Way", "Elm St", "Warehouse Row",
    NULL,
};

const struct named catalogue_carriers[] = {
    { "ARM", "Armellini" }, { "PFT", "Prime Floral Trucking" }, { "SRL", "Southeast Reefer Lines" }, { "FCF", "Florida Cold Freight" },
    { "GCL", "Gulf Coast Logistics" }, { "NEX", "Northeast Flower Express" }, { "MWF", "Midwest Fresh Haul" }, { "TXR", "Texas Reefer Run" },
    { "PCX", "Pacific Coast Express" }, { "RMT", "Rocky Mountain Transport" }, { "CAR", "Caribbean Air Cargo" }, { "ALF", "Altiplano Air Freight" },
    { "BLT", "Bluegrass Temperature Control" }, { "GLF", "Great Lakes Freight" }, { "APX", "Appalachian Perishables" }, { "CNX", "Canada North Express" },
    { "MTL", "Transport Frais Montréal" }, { "PUP", "Customer Pick Up" }, { "WCL", "Will Call" }, { "LOC", "Local Delivery" },
    { "LAX", "LAX Airport Transfer" }, { "EWR", "Newark Dock Transfer" }, { "DED", "Dedicated Truck" }, { "PAR", "Parcel Ground" },
    { "PAO", "Parcel Overnight" },
    { 0 },
};

const struct named catalogue_vendors[] = {
    { "333", "33 Flowers" }, { "FALT", "Flores del Altiplano" }, { "RCAY", "Rosas de Cayambe Alto" }, { "HVER", "Hacienda Verde Claro" },
    { "LPIN", "La Piñata Roses" }, { "NUBE", "Nube Blanca Growers" }, { "SABF", "Sabana Fresca Farms" }, { "TABR", "Tabacundo Reserve" },
    { "CLAV", "Claveles de la Sabana" }, { "RIOF", "Rionegro Hydrangeas" }, { "ANTH", "Antioquia Hortensias" }, { "COTO", "Cotopaxi View Roses" },
    { "ILIN", "Ilinizas Flower Farm" }, { "PICH", "Pichincha Petals" }, { "MADR", "Madrid Carnations" }, { "FACA", "Facatativá Flowers" },
    { "CHIA", "Chía Garden Growers" }, { "ELRO", "El Rosal Growers" }, { "SUBA", "Subachoque Blooms" }, { "TENJ", "Tenjo Alstroemerias" },
    { "GUAS", "Guasca Specialty Flowers" }, { "LCEJ", "La Ceja Pompons" }, { "CARM", "El Carmen Chrysanthemums" }, { "OTAV", "Otavalo Gypsophila" },
    { "IMBA", "Imbabura Summer Flowers" }, { "CUEN", "Cuenca Fillers" }, { "AZUA", "Azuay Highland Roses" }, { "LOJA", "Loja Tropicals" },
    { "GUAY", "Guayas Heliconias" }, { "COST", "Costa Verde Greens" }, { "SARC", "Sarchí Ferns" }, { "CART", "Cartago Foliage" },
    { "PITA", "Pital Leatherleaf" }, { "GUAT", "Guatemala Ruscus Growers" }, { "ANTI", "Antigua Greens" }, { "VILL", "Villa Flores Gerberas" },
    { "TOLU", "Toluca Valley Lilies" }, { "VGUE", "Villa Guerrero Flowers" }, { "BAJA", "Baja Sunflower Farms" }, { "CARP", "Carpinteria Greenhouses" },
    { "SALI", "Salinas Coast Growers" }, { "WATS", "Watson Creek Lilies" }, { "SKAG", "Skagit Valley Bulbs" }, { "OREG", "Oregon Evergreens" },
    { "OLYM", "Olympic Salal" }, { "PIER", "Pierson Ferneries" }, { "VOLU", "Volusia Greens" }, { "HOLL", "Holland Flower Export" },
    { "WEST", "Westland Tulips" }, { "AALS", "Aalsmeer Select" }, { "NAIV", "Naivasha Roses" }, { "KENY", "Mount Kenya Blooms" },
    { "ETHI", "Ziway Flower Growers" }, { "CAPE", "Cape Proteas" }, { "ISRA", "Arava Waxflowers" }, { "THAI", "Siam Orchids" },
    { "BOGO", "Bogotá Bouquet House" }, { "QUIT", "Quito Garden Roses" }, { "MEDE", "Medellín Mixed Bunch" }, { "NARI", "Nariño Specialty Carnations" },
    { 0 },
};

const struct named catalogue_locations[] = {
    { "MIA", "Miami" }, { "LAX", "Los Angeles" }, { "EWR", "Newark" }, { "BOG", "Bogotá" }, { 0 },
};

const struct box catalogue_boxes[] = {
    { "FB", "Full Box", "1", 200 },       { "HB", "Half Box", "0.5", 100 },     { "HBT", "Half Box Tall", "0.5", 100 },
    { "TB", "Third Box", "0.3333", 66 },  { "QB", "Quarter Box", "0.25", 50 },  { "QB21", "Quarter Box 21", "0.25", 50 },
    { "SB", "Sixth Box", "0.1667", 33 },  { "EB", "Eighth Box", "0.125", 25 },  { "JB", "Jumbo Box", "0.75", 150 },
    { "WB", "Wet Pack Half", "0.5", 80 }, { "WQ", "Wet Pack Quarter", "0.25", 40 }, { "PR", "Procona", "0.2", 40 },
    { "BK", "Bucket", "0.1", 20 },        { "DS", "Display Box", "0.4", 80 },
    { 0 },
};

const struct desk catalogue_desks[] = {
    { "Wholesale Desk", "Wholesaler", "Wholesale" }, { "Retail Desk East", "Florist", "Retail A" }, { "Retail Desk West", "Florist", "Retail B" },
    { "Supermarket Desk", "Supermarket", "Supermarket" }, { "Events Desk", "Event Planner", "Events" }, { "Online Desk", "Online", "Online" },
    { 0 },
};

/* clang-format on */

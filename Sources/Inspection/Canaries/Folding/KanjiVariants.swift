/// Kanji that stand for each other in names and addresses: old and new forms, and forms that only some systems have.
///
/// A small table, of what is met in family names and place names. The first of each group stands for all.
enum KanjiVariants {
    private static let groups = [
        "高髙", "崎﨑嵜碕", "辺邊邉", "斉齊斎齋", "浜濱濵", "沢澤", "広廣", "国國", "島嶋嶌", "真眞", "恵惠", "桜櫻", "竜龍", "滝瀧", "富冨", "吉𠮷",
        "徳德", "条條", "栄榮", "円圓", "学學", "実實", "寿壽", "蔵藏", "黒黑", "槙槇", "遥遙", "弥彌", "淵渕渊", "峰峯", "館舘", "曽曾", "静靜",
        "増增", "横橫", "緒緖", "柳栁桺", "涼凉", "関關", "鉄鐵", "塩鹽", "万萬", "礼禮", "当當", "応應", "経經", "総總", "検檢", "会會", "県縣",
        "区區", "台臺", "旧舊", "駅驛", "気氣", "発發", "尭堯", "亘亙", "巌巖", "瑶瑤", "禄祿", "穂穗", "豊豐", "芦蘆", "荘莊", "薫薰", "覚覺",
        "読讀", "鶏鷄", "麦麥", "歓歡", "亀龜", "瀬瀨", "頼賴", "鴎鷗", "桧檜", "桝枡", "梅楳", "昇曻", "卓桌", "船舩", "熊熋", "土圡", "郷鄕",
        "籠篭", "晃晄", "杉杦", "松枩", "兎兔", "剣劍劔", "壮壯", "収收", "変變", "宝寶", "将將", "専專", "労勞", "拡擴", "焼燒", "畑畠", "称稱",
        "粋粹", "絵繪", "芸藝", "蛍螢", "譲讓", "鋭銳", "鎌鐮", "陥陷", "隠隱", "霊靈", "顕顯", "験驗", "髪髮", "点點", "体體", "仏佛", "伝傳",
        "児兒", "凜凛",
    ]

    /// A kanji → the one that stands for it, only where that is another.
    static let standard: [UInt32: UInt32] = {
        var table: [UInt32: UInt32] = [:]
        for group in groups {
            let scalars = Array(group.unicodeScalars)
            for scalar in scalars.dropFirst() where scalar != scalars[0] { table[scalar.value] = scalars[0].value }
        }
        return table
    }()
}
